using System.Diagnostics;
using System.Net.Sockets;
using Google.Protobuf;
using Sgx.Aesm;
using Sgx.Aesm.Wire;
using Sgx.Agent.Tests.Support;
using Sgx.Testing;

namespace Sgx.Agent.Tests.QuoteHelper;

/// <summary>
/// System calls of an agent that serves fail, once or for a while. Afterwards it serves again, or it has ended with a
/// reason: it is never alive, silent, and of no use to anybody.
/// </summary>
public sealed class FaultInjectionTests : IDisposable
{
    // Of each thread the first call, or all calls.
    private const string Once = "1", Always = "1+";

    private const int Attempts = 3;
    private static readonly TimeSpan AttemptTime = TimeSpan.FromSeconds(2), Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _told = [];

    // What a call is for decides what provokes it: a client, or a socket that is gone from its path.
    public static TheoryData<string, string, bool> Faults => new()
    {
        { "accept4", "EMFILE", false },
        { "accept4", "ENOMEM", false },
        { "recvmsg,recvfrom", "ENOMEM", false },
        { "sendmsg,sendto", "ENOMEM", false },
        { "epoll_ctl", "ENOMEM", false },
        { "epoll_ctl", "ENOSPC", false },
        { "write", "ENOSPC", false },
        { "write", "EIO", false },
        { "socket", "EMFILE", true },
        { "socket", "ENOMEM", true },
        { "statx,newfstatat,?stat,?lstat", "EIO", true },
        { "statx,newfstatat,?stat,?lstat", "ENOMEM", true },
        { "?rename,renameat,renameat2", "ENOSPC", true },
        { "?rename,renameat,renameat2", "EIO", true },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string SocketPath => _folder["aesm.socket"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_call_that_fails_once_ends_nothing_or_ends_with_a_reason(string calls, string error, bool wipes) =>
        Survive(calls, error, Once, wipes);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task Calls_that_fail_for_a_while_end_nothing_or_end_with_a_reason(string calls, string error, bool wipes) =>
        Survive(calls, error, Always, wipes);

    [Fact]
    public async Task A_client_that_can_no_longer_be_watched_loses_its_quote_alone()
    {
        using var agent = await Serving();
        try
        {
            // The second call of the front's thread, which changes what is awaited of a request in pieces.
            using (var faults = await InjectedFaults.Begin(agent, "epoll_ctl", "ENOMEM", "2", Cancellation))
            {
                await Eventually.Holds(
                    async () =>
                    {
                        await AskInPieces();
                        return faults.Count > 0 || agent.HasExited;
                    },
                    Cancellation);
            }

            await Eventually.Holds(async () => await FailureOfAQuote(AttemptTime) is null, Cancellation);
            Assert.False(agent.HasExited);
        }
        finally
        {
            if (!agent.HasExited)
                agent.Kill();
        }
    }

    private async Task AskInPieces()
    {
        var report = SimulatedApplication.Report(TargetInfo.Parse(new byte[TargetInfo.Size]));
        var frame = AesmFrame.Encode(new Request
        {
            GetQuoteEx = new()
            {
                AttKeyId = Wire.EcdsaKey, Report = ByteString.CopyFrom(report.Bytes.Span), BufSize = 8192,
            },
        });
        using var client = new RawClient(SocketPath);
        _ = client.Send(frame.AsSpan(..100));
        await Task.Delay(TimeSpan.FromMilliseconds(50), Cancellation);
        _ = client.Send(frame.AsSpan(100..)).Reply();
    }

    private async Task Survive(string calls, string error, string when, bool wipes)
    {
        using var agent = await Serving();
        try
        {
            await Provoke(agent, calls, error, when, wipes);
            await ServesOrHasEnded(agent);
            if (agent.HasExited)
                await HasEndedWithAReason(agent, canTell: calls != "write" || when == Once);
        }
        finally
        {
            if (!agent.HasExited)
                agent.Kill();
        }
    }

    private async Task<Process> Serving()
    {
        var agent = AgentProcess.Start(
            "quote-helper", "--platform", "simulated", "--state-dir", _folder["state"], "--socket", SocketPath);
        agent.ErrorDataReceived += (_, line) => Tell(line.Data);
        agent.BeginErrorReadLine();
        _ = await agent.StandardOutput.ReadLineAsync(Cancellation).AsTask().WaitAsync(Patience, Cancellation);
        Assert.Null(await FailureOfAQuote(Patience));
        return agent;
    }

    // Clients come while calls fail, until some have failed and some clients have tried.
    private async Task Provoke(Process agent, string calls, string error, string when, bool wipes)
    {
        using var faults = await InjectedFaults.Begin(agent, calls, error, when, Cancellation);
        if (wipes)
            File.Delete(SocketPath);
        for (var attempt = 0; attempt < Attempts; attempt++)
            _ = await FailureOfAQuote(AttemptTime);
        await Eventually.Holds(
            async () =>
            {
                _ = await FailureOfAQuote(AttemptTime);
                return faults.Count > 0 || agent.HasExited;
            },
            Cancellation);
    }

    private Task ServesOrHasEnded(Process agent) => Eventually.Holds(
        async () => await FailureOfAQuote(AttemptTime) is null || agent.HasExited, Cancellation);

    private async Task HasEndedWithAReason(Process agent, bool canTell)
    {
        await agent.WaitForExitAsync(Cancellation).WaitAsync(Patience, Cancellation);
        Assert.NotEqual(0, agent.ExitCode);
        lock (_told)
        {
            if (canTell)
                Assert.NotEmpty(_told);
            Assert.DoesNotContain(_told, line => line.Contains("Unhandled exception", StringComparison.Ordinal));
        }
    }

    // Null when a whole quote has come.
    private async Task<Exception?> FailureOfAQuote(TimeSpan time)
    {
        var client = new AesmClient(new() { SocketPath = SocketPath, Timeout = time, Patience = TimeSpan.Zero });
        try
        {
            _ = await SimulatedApplication.Quote(client, "x", Cancellation);
            return null;
        }
        catch (Exception e) when (e is QuotingException or SgxFormatException or IOException or SocketException)
        {
            return e;
        }
    }

    private void Tell(string? line)
    {
        // The audit's lines are no reason to end.
        if (line is null || line.Contains("quote for ", StringComparison.Ordinal))
            return;
        lock (_told)
            _told.Add(line);
    }
}
