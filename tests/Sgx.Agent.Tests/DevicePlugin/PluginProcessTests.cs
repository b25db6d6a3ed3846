using Sgx.Agent.Tests.Support;
using Sgx.Testing;
using Sgx.Testing.Kubelet;

namespace Sgx.Agent.Tests.DevicePlugin;

/// <summary>The program itself, started and stopped as an operator does.</summary>
public sealed class PluginProcessTests : IDisposable
{
    private const string Azure = "kubernetes.azure.com/sgx_epc_mem_in_MiB";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_says_that_it_is_simulated_and_leaves_while_the_kubelet_watches()
    {
        await using var kubelet = new FakeKubelet(_folder.Path);
        await kubelet.Start();
        using var agent = AgentProcess.Start(
            "device-plugin", "--epc", "simulated:16Mi", "--kubelet-dir", kubelet.PluginFolder,
            "--socket", _folder["aesm.socket"], "--journal", _folder["journal"], "--allocations", _folder["a"]);
        await Eventually.Holds(() => kubelet.Allocatable(Azure) == 16, Cancellation);

        AgentProcess.Terminate(agent);
        await agent.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(20), Cancellation);

        var firstLine = await agent.StandardOutput.ReadLineAsync(Cancellation);
        Assert.Contains("16 MiB of enclave memory (simulated); devices are SIMULATED", firstLine,
            StringComparison.Ordinal);
        Assert.Equal(0, agent.ExitCode);
        Assert.Equal(["kubelet.sock"], Directory.GetFiles(kubelet.PluginFolder).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(2, "--epc: expected auto, a size from 1Mi as 64Mi", "--epc", "64")]
    [InlineData(2, "publish it as an extended resource of the node", "--resources", "quoting,intel-epc")]
    [InlineData(2, "--resources: expected resources with commas", "--resources", "azure,bogus")]
    [InlineData(2, "--opt-in: expected resources", "--opt-in", "everything")]
    [InlineData(2, "--kubelet-dir: expected an absolute path", "--kubelet-dir", "plugins")]
    [InlineData(2, "--quoting-units: expected a whole number", "--quoting-units", "0")]
    [InlineData(2, "--http: expected an address and port", "--http", "9551")]
    [InlineData(1, "expected a number of bytes, found 'much'", "--sys-root", "{folder}")]
    public async Task What_keeps_it_from_serving_is_told(int exitCode, string complaint, params string[] arguments)
    {
        var node = Directory.CreateDirectory(_folder["devices/system/node/node0/x86"]).FullName;
        await File.WriteAllTextAsync(Path.Combine(node, "sgx_total_bytes"), "much", Cancellation);

        using var agent = AgentProcess.Start(
            ["device-plugin", .. arguments.Select(a => a.Replace("{folder}", _folder.Path, StringComparison.Ordinal))]);
        var stderr = await agent.StandardError.ReadToEndAsync(Cancellation);
        await agent.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Contains(complaint, stderr, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", stderr, StringComparison.Ordinal);
        Assert.Equal(exitCode, agent.ExitCode);
    }
}
