using System.Diagnostics;
using Sgx.Aesm;
using Sgx.Agent.Tests.Support;
using Sgx.Testing;

namespace Sgx.Agent.Tests.QuoteHelper;

/// <summary>Faults to order, in front of applications that are to be tested with them.</summary>
public sealed class SimulatedFaultTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string SocketPath => _folder["aesm.socket"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("fail=OutOfEpc", QuotingFailure.OutOfEpc)]
    [InlineData("busy", QuotingFailure.Busy)]
    public async Task A_service_starts_and_its_clients_meet_the_failure(string faults, QuotingFailure expected)
    {
        using var agent = Start(faults);
        var firstLine = await agent.StandardOutput.ReadLineAsync(Cancellation).AsTask()
            .WaitAsync(Patience, Cancellation);
        var client = new AesmClient(new() { SocketPath = SocketPath, Timeout = Patience });

        var failure = await Assert.ThrowsAnyAsync<QuotingException>(
            () => SimulatedApplication.Quote(client, "x", Cancellation));
        AgentProcess.Terminate(agent);
        await agent.WaitForExitAsync(Cancellation).WaitAsync(Patience, Cancellation);

        Assert.Contains(SocketPath, firstLine, StringComparison.Ordinal);
        Assert.Equal(expected, failure.Failure);
        Assert.Equal(0, agent.ExitCode);
    }

    [Theory]
    [InlineData("fail=OutOfEpc,at-start")]
    [InlineData("busy,at-start")]
    public async Task A_failure_at_start_keeps_it_from_starting(string faults)
    {
        using var agent = Start(faults);

        var stderr = await agent.StandardError.ReadToEndAsync(Cancellation).WaitAsync(Patience, Cancellation);
        await agent.WaitForExitAsync(Cancellation).WaitAsync(Patience, Cancellation);

        Assert.Contains("told to fail", stderr, StringComparison.Ordinal);
        Assert.Equal(1, agent.ExitCode);
        Assert.False(File.Exists(SocketPath));
    }

    private Process Start(string faults) => AgentProcess.Start(
        "quote-helper", "--platform", "simulated", "--state-dir", _folder["state"], "--socket", SocketPath,
        "--simulate", faults);
}
