using System.CommandLine;
using Sgx.Agent.DevicePlugin.Epc;
using Sgx.Agent.Settings;
using Sgx.Output;

namespace Sgx.Agent.DevicePlugin;

/// <summary><c>sgx-agent device-plugin</c>.</summary>
internal static class DevicePluginCommand
{
    public static Command Create() => new SettingsCommand<PluginOptions>
    {
        Name = "device-plugin",
        Description = "Offer enclave memory, SGX devices and quoting to the kubelet as resources of this node",
        Settings = DevicePluginSettings.All,
        Read = DevicePluginSettings.Read,
        Run = Run,
        IsExpected = e => e is EpcException,
    }.Create();

    private static async Task Run(PluginOptions options, CancellationToken cancellation)
    {
        using var plugin = new NodePlugin(options, new ThisCpu());
        StandardOutput.Out.Tell(plugin.FirstLine);
        await plugin.Run(cancellation);
    }
}
