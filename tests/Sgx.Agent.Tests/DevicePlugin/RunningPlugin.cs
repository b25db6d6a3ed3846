using Microsoft.Extensions.Logging;
using Sgx.Agent.DevicePlugin;
using Sgx.Agent.DevicePlugin.Epc;
using Sgx.Agent.DevicePlugin.Resources;
using Sgx.Testing;

namespace Sgx.Agent.Tests.DevicePlugin;

/// <summary>A device plugin in a folder of the test's own.</summary>
internal sealed class RunningPlugin : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly NodePlugin _plugin;
    private readonly Task _running;

    private RunningPlugin(PluginOptions options)
    {
        _plugin = new(options, new NoSgx());
        _running = _plugin.Run(_stop.Token);
    }

    public string Trouble => _plugin.Trouble;

    public IReadOnlyList<string> Refused => _plugin.Refused;

    public static RunningPlugin Start(PluginOptions options) => new(options);

    /// <summary>Azure's resource on 8 simulated MiB and the quoting resource, with short pauses.</summary>
    public static PluginOptions Options(TemporaryFolder folder) => new()
    {
        Resources = [ResourceDialects.Azure, ResourceDialects.Quoting],
        OptIn = [ResourceDialects.Quoting],
        Units = new Dictionary<ResourceUnit, int>
        {
            [ResourceUnit.Quoting] = 110, [ResourceUnit.Enclave] = 20, [ResourceUnit.Provision] = 30,
        },
        Epc = EpcSetting.Parse("simulated:8Mi")!,
        KubeletFolder = folder["device-plugins"],
        SocketPath = folder["aesm.socket"],
        AllocationsFolder = folder["allocations"],
        JournalFolder = folder["journal"],
        DevRoot = folder["dev"],
        SysRoot = folder["sys"],
        LogLevel = LogLevel.None,
        Times = new()
        {
            HealthInterval = TimeSpan.FromMilliseconds(50),
            FolderInterval = TimeSpan.FromMilliseconds(200),
            UnwatchedGrace = TimeSpan.FromSeconds(1),
            LongestPause = TimeSpan.FromMilliseconds(500),
        },
    };

    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _plugin.Dispose();
        _stop.Dispose();
    }

    /// <summary>A processor without SGX.</summary>
    private sealed class NoSgx : ICpuid
    {
        public CpuidLeaf Leaf(int leaf, int subleaf) => default;
    }
}
