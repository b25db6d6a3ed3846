using Microsoft.Extensions.Logging;
using Sgx.Aesm;
using Sgx.Aesm.Wire;
using Sgx.Agent.Protocols.Aesm;
using Sgx.Agent.Tests.Support;

namespace Sgx.Agent.Tests.Protocols.Aesm;

public sealed class AesmCallTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_that_asks_for_no_phase_is_no_error_in_our_log()
    {
        var (status, levels) = await Answer(new AesmRefusalException(AesmStatus.UnexpectedError, "no phase"));

        Assert.Equal(AesmStatus.UnexpectedError, status);
        Assert.Equal([LogLevel.Debug], levels);
    }

    [Fact]
    public async Task A_bug_is_an_error_in_our_log()
    {
        var (status, levels) = await Answer(new InvalidOperationException("a bug"));

        Assert.Equal(AesmStatus.UnexpectedError, status);
        Assert.Equal([LogLevel.Error], levels);
    }

    private static async Task<(AesmStatus Status, List<LogLevel> Levels)> Answer(Exception failure)
    {
        var log = new LevelLog();
        var call = new AesmCall<InitQuoteExRequest, InitQuoteExResponse>(
            new FailingOperation(failure), new(), answer => AesmReplies.Frame(new() { InitQuoteEx = answer }), log);
        var reply = await call.Answer(Cancellation);
        return (Enum.Parse<AesmStatus>(reply.Status.Name), log.Levels);
    }

    private sealed class FailingOperation(Exception failure) : IAesmOperation<InitQuoteExRequest, InitQuoteExResponse>
    {
        public string Name => "failing";

        public InitQuoteExResponse? AnswerNow(InitQuoteExRequest request) => throw failure;

        public InitQuoteExResponse Refusal(InitQuoteExRequest request) => new();
    }
}
