using System.Diagnostics;
using Sgx.Aesm;
using Sgx.Agent.Tests.Support;
using Sgx.Testing;

namespace Sgx.Agent.Tests.QuoteHelper;

public sealed class StoppingTests
{
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(5), More = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_platform_that_never_answers_is_waited_for_once()
    {
        var helper = RunningHelper.Start(
            options => options with { Front = options.Front with { DrainTimeout = DrainTimeout } });
        helper.Platform.BeforeQuote = () => Task.Delay(Timeout.Infinite, CancellationToken.None);
        var client = new AesmClient(new() { SocketPath = helper.SocketPath, Patience = TimeSpan.Zero });
        var quote = SimulatedApplication.Quote(client, "x", Cancellation);
        await Eventually.Holds(() => helper.Platform.Quotes > 0, Cancellation);

        var begun = Stopwatch.GetTimestamp();
        await helper.DisposeAsync();

        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, DrainTimeout + More);
        _ = await Assert.ThrowsAnyAsync<QuotingException>(() => quote);
    }
}
