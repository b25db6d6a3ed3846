using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using QuoteEndpoint;

namespace Sgx.Samples.Tests;

/// <summary>What the endpoint does whatever the server in front of it leaves to it.</summary>
public sealed class QuoteReaderTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task A_body_that_does_not_end_in_time_is_given_up()
    {
        var slow = new Pipe();
        await slow.Writer.WriteAsync(new byte[100], TestContext.Current.CancellationToken);

        var refusal = await Refuse(slow.Reader.AsStream(), Soon);

        Assert.Equal(StatusCodes.Status408RequestTimeout, refusal.StatusCode);
        Assert.Equal("the body did not arrive within 0.02 s", refusal.Message);
    }

    [Fact]
    public async Task A_body_is_counted_while_it_is_read()
    {
        using var body = new MemoryStream(new byte[1024 * 1024]);

        var refusal = await Refuse(body, Timeout.InfiniteTimeSpan);

        Assert.Equal(StatusCodes.Status413PayloadTooLarge, refusal.StatusCode);
        Assert.InRange(body.Position, QuoteReader.MaxBody, 2 * QuoteReader.MaxBody);
    }

    [Fact]
    public async Task A_body_of_the_largest_size_is_read()
    {
        using var body = new MemoryStream(new byte[QuoteReader.MaxBody]);

        Assert.Equal(StatusCodes.Status400BadRequest, (await Refuse(body, Timeout.InfiniteTimeSpan)).StatusCode);
    }

    [Fact]
    public async Task Whoever_hangs_up_is_not_told_that_it_was_late()
    {
        var context = Context(new Pipe().Reader.AsStream());
        context.RequestAborted = new(canceled: true);

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => QuoteReader.Read(context.Request, Timeout.InfiniteTimeSpan));
    }

    private static async Task<BadHttpRequestException> Refuse(Stream body, TimeSpan deadline) =>
        await Assert.ThrowsAsync<BadHttpRequestException>(() => QuoteReader.Read(Context(body).Request, deadline));

    private static DefaultHttpContext Context(Stream body) =>
        new() { Request = { ContentType = "application/octet-stream", Body = body } };
}
