using System.Diagnostics;
using Sgx.Aesm;
using Sgx.Agent.Tests.Support;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Output;

/// <summary>The program itself, with a stderr that nobody reads or that takes nothing.</summary>
public sealed class UnreadStderrTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string SocketPath => _folder["aesm.socket"];

    private string[] Arguments =>
    [
        "quote-helper", "--platform", "simulated", "--state-dir", _folder["state"], "--socket", SocketPath,
        "--log-level", "debug",
    ];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_pipe_that_nobody_reads_holds_nobody_up()
    {
        // Its stderr is a pipe that is not read before the end.
        using var agent = AgentProcess.Start(Arguments);
        await RequireServing(agent, badRequests: 5000);
        await RequireEnd(agent);
    }

    [Fact]
    public async Task A_full_disk_ends_nothing()
    {
        using var agent = StartByShell("2>/dev/full", Arguments);
        await RequireServing(agent, badRequests: 100);
        await RequireEnd(agent);
    }

    [Fact]
    public async Task Neither_does_a_reader_that_is_gone()
    {
        using var agent = StartByShell("2> >(true)", Arguments);
        await RequireServing(agent, badRequests: 100);
        await RequireEnd(agent);
    }

    [Theory]
    [InlineData(1, "--socket", "{folder}/no/such/folder/s")]
    [InlineData(2, "--quote-workers", "many")]
    [InlineData(2, "--bogus")]
    public async Task A_complaint_that_nobody_takes_leaves_the_exit_code(int exitCode, params string[] arguments)
    {
        string[] all =
        [
            "quote-helper", "--platform", "simulated", "--state-dir", _folder["state"],
            .. arguments.Select(a => a.Replace("{folder}", _folder.Path, StringComparison.Ordinal)),
        ];
        using var agent = StartByShell("2>/dev/full", all);
        await agent.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(60), Cancellation);

        Assert.Equal(exitCode, agent.ExitCode);
    }

    private static Process StartByShell(string redirection, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "sgx-agent");
        string[] shell = ["-c", $"exec \"$@\" {redirection}", "bash", program, .. arguments];
        return Process.Start(new ProcessStartInfo("bash", shell) { RedirectStandardOutput = true })!;
    }

    private async Task RequireServing(Process agent, int badRequests)
    {
        var firstLine = await agent.StandardOutput.ReadLineAsync(Cancellation);
        Assert.Contains("serving quotes", firstLine, StringComparison.Ordinal);
        for (var i = 0; i < badRequests; i++)
        {
            using var bad = new RawClient(SocketPath);
            _ = bad.SendBody(Wire.Body(new() { GetQuoteEx = new() })).Response();
        }

        var client = new AesmClient(new() { SocketPath = SocketPath, Timeout = TimeSpan.FromSeconds(60) });
        _ = await SimulatedApplication.Quote(client, "x", Cancellation);
    }

    private static async Task RequireEnd(Process agent)
    {
        AgentProcess.Terminate(agent);
        await agent.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        Assert.Equal(0, agent.ExitCode);
    }
}
