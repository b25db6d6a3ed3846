using Microsoft.AspNetCore.Http;
using Sgx;
using Sgx.Quotes;

namespace QuoteEndpoint;

/// <summary>Takes a quote out of a request: its bytes, and nothing else.</summary>
internal static class QuoteReader
{
    /// <summary>Bytes of a body at most: quotes have some 5,000, and AESM's clients pad them.</summary>
    public const int MaxBody = 64 * 1024;

    /// <summary>For a whole body: Kestrel's least rate would let a slow sender hold one for minutes.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private const string MediaType = "application/octet-stream";

    /// <exception cref="BadHttpRequestException">Not a quote, or not of this type, too large or too slow.</exception>
    public static Task<Quote> Read(HttpRequest request) => Read(request, Deadline);

    internal static async Task<Quote> Read(HttpRequest request, TimeSpan deadline)
    {
        if (request.ContentType != MediaType)
            throw new BadHttpRequestException(
                $"a quote comes as {MediaType}", StatusCodes.Status415UnsupportedMediaType);

        var body = await ReadInTime(request, deadline);
        try
        {
            return Quote.Parse(body);
        }
        catch (SgxFormatException e)
        {
            throw new BadHttpRequestException(e.Message, StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<byte[]> ReadInTime(HttpRequest request, TimeSpan deadline)
    {
        var aborted = request.HttpContext.RequestAborted;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        late.CancelAfter(deadline);
        try
        {
            return await ReadCounted(request.Body, late.Token);
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            throw new BadHttpRequestException(
                $"the body did not arrive within {deadline.TotalSeconds} s", StatusCodes.Status408RequestTimeout);
        }
    }

    // Kestrel counts too, and throws the same exception; another server need not.
    private static async Task<byte[]> ReadCounted(Stream body, CancellationToken cancellation)
    {
        using var all = new MemoryStream();
        var piece = new byte[8 * 1024];
        while (await body.ReadAsync(piece, cancellation) is > 0 and var count)
        {
            if (all.Length + count > MaxBody)
                throw new BadHttpRequestException(
                    $"a quote has at most {MaxBody} bytes", StatusCodes.Status413PayloadTooLarge);
            all.Write(piece, 0, count);
        }

        return all.ToArray();
    }
}
