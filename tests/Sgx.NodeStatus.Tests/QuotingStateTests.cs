using Google.Protobuf;
using Sgx.Aesm;
using Sgx.Aesm.Tests;
using Sgx.Aesm.Wire;
using Sgx.Cli.Tests.Support;
using Sgx.Testing;

namespace Sgx.NodeStatus.Tests;

public sealed class QuotingStateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, true, "offers a key")]
    [InlineData(true, false, "counts for nothing")]
    public async Task A_daemon_of_another_make_counts_by_its_key_unless_ours_is_required(
        bool requiresOwn, bool isReady, string message)
    {
        using var daemon = ScriptedService.Sending(OtherDaemon);

        var state = await QuotingState.Ask(daemon.Impatient, requiresOwn, Cancellation);

        Assert.Equal((isReady, "OtherDaemon"), (state.IsReady, state.Reason));
        Assert.Contains(message, state.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ours_is_told_apart()
    {
        using var folder = new TemporaryFolder();
        await using var agent = await TestAgent.Start(folder["state"], folder["aesm.socket"]);

        var client = new AesmClient(new() { SocketPath = folder["aesm.socket"] });
        var state = await QuotingState.Ask(client, requiresOwn: true, Cancellation);

        Assert.Equal((true, "Quoting"), (state.IsReady, state.Reason));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ours_is_required_by_an_option(bool isRequired)
    {
        string[] more = isRequired ? ["--require-own"] : [];
        var parsed = NodeStatusCommand.Create().Parse(["--node", "n", .. more]);

        Assert.Equal(isRequired, NodeStatusCommand.Read(parsed).RequiresOwn);
    }

    // It hangs up on what it does not know, as aesmd does.
    private static byte[] OtherDaemon(Request request) => request switch
    {
        { GetSupportedAttKeyIdNum: not null } => AesmFrame.Encode(new Response
        {
            GetSupportedAttKeyIdNum = new() { ErrorCode = 0, AttKeyIdNum = 1 },
        }),
        { GetSupportedAttKeyIds: not null } => AesmFrame.Encode(new Response
        {
            GetSupportedAttKeyIds = new()
            {
                ErrorCode = 0, AttKeyIds = ByteString.CopyFrom(AttestationKeyId.EcdsaP256.Bytes.Span),
            },
        }),
        _ => [],
    };
}
