using System.Net;
using Sgx.Aesm;
using Sgx.Agent.Health;
using Sgx.Agent.Tests.Output;
using Sgx.Agent.Tests.Support;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Health;

/// <summary>The health port of the service itself.</summary>
public sealed class HealthPortTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IPEndPoint _http = FreeAddress.Find();
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(60) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_successor_at_the_same_address_serves_and_answers_there_once_the_predecessor_is_gone()
    {
        await using var predecessor = RunningHelper.Start(
            options => options with { Health = options.Health with { Http = _http } });
        await using var successor = RunningHelper.Start(options => options with
        {
            SocketPath = predecessor.SocketPath,
            Health = options.Health with { Http = _http },
        });
        _ = await SimulatedApplication.Quote(successor.Client, "x", Cancellation);

        await predecessor.Stop();
        await Eventually.Holds(IsReady, Cancellation);
    }

    [Fact]
    public async Task Silent_peers_keep_neither_a_probe_nor_a_client_out()
    {
        using var agent = AgentProcess.Start(
            "quote-helper", "--platform", "simulated", "--state-dir", _folder["state"],
            "--socket", _folder["aesm.socket"], "--http", $"{_http}");
        _ = await agent.StandardOutput.ReadLineAsync(Cancellation);
        using var peers = await SilentPeers.Connect(_http, 10 * HealthServer.MaxConnections, Cancellation);

        Assert.True(await IsReady());
        var client = new AesmClient(new() { SocketPath = _folder["aesm.socket"] });
        _ = await SimulatedApplication.Quote(client, "x", Cancellation);
        AgentProcess.Terminate(agent);
        await agent.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        Assert.Equal(0, agent.ExitCode);
    }

    [Fact]
    public async Task A_service_that_cannot_write_its_audit_is_not_ready_and_serves()
    {
        var output = new ScriptedOutput();
        await using var helper = RunningHelper.Start(options => options with
        {
            Health = options.Health with { Http = _http },
            IsAudited = true,
            Output = output,
        });
        await Eventually.Holds(IsReady, Cancellation);
        output.Take = _ => throw new IOException("no space left");

        _ = await SimulatedApplication.Quote(helper.Client, "x", Cancellation);
        await Eventually.Holds(
            async () => (await Readyz()).Contains("the log cannot be written: no space left", StringComparison.Ordinal),
            Cancellation);
        _ = await SimulatedApplication.Quote(helper.Client, "y", Cancellation);

        output.Take = offered => offered;
        await Eventually.Holds(IsReady, Cancellation);
    }

    private async Task<string> Readyz()
    {
        using var response = await _client.GetAsync(new Uri($"http://{_http}/readyz"), Cancellation);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    private async Task<bool> IsReady()
    {
        try
        {
            using var response = await _client.GetAsync(new Uri($"http://{_http}/readyz"), Cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
