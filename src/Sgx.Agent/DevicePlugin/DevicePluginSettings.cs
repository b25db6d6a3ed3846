using Microsoft.Extensions.Logging;
using Sgx.Aesm;
using Sgx.Agent.Allocations;
using Sgx.Agent.DevicePlugin.Registration;
using Sgx.Agent.DevicePlugin.Resources;
using Sgx.Agent.Linux;
using Sgx.Agent.Settings;

namespace Sgx.Agent.DevicePlugin;

/// <summary>
/// The settings of <c>sgx-agent device-plugin</c>: the one table that flags, variables, file and docs follow.
/// </summary>
internal static class DevicePluginSettings
{
    // A kubelet runs 110 pods unless told otherwise.
    private const string PodsOfNode = "110";

    private const int MaxKubeletDirBytes = SocketPath.MaxBytes - 1 - PluginSocket.MaxNameBytes;

    public static readonly Setting Resources = new(
        "resources", "azure,quoting",
        "resources to offer: azure, intel-enclave, intel-provision, alibaba, enclave, quoting, or full names, "
            + "with commas");
    public static readonly Setting OptIn = new(
        "opt-in", "quoting", "resources with which a container gets its socket, written likewise, or none");
    public static readonly Setting QuotingUnits = new(
        "quoting-units", PodsOfNode, "units of the quoting resource: containers that may have it at once");
    public static readonly Setting EnclaveUnits = new(
        "enclave-units", PodsOfNode, "units of sgx.intel.com/enclave and of sgx-quote-helper.io/enclave");
    public static readonly Setting ProvisionUnits = new(
        "provision-units", PodsOfNode, "units of sgx.intel.com/provision");
    public static readonly Setting Epc = new(
        "epc", "auto", "enclave memory: auto (found out), a size as 64Mi, or simulated:64Mi where there is no SGX");
    public static readonly Setting EpcMaxUnits = new(
        "epc-max-units", "16384", "units of enclave memory offered to the kubelet at most, of 1 MiB each");
    public static readonly Setting KubeletDir = new(
        "kubelet-dir", "/var/lib/kubelet/device-plugins", "folder of the kubelet's and its plugins' sockets");
    public static readonly Setting Socket = new(
        "socket", AesmSocket.DefaultPath, "the quoting service's socket, to ask whether the node can quote");
    public static readonly Setting Allocations = new(
        "allocations", "/var/run/sgx-agent/allocations", "folder of the containers' sockets, emptied by a reboot");
    public static readonly Setting Journal = new(
        "journal", "/var/lib/sgx-agent/journal", "folder where allocations are written down, kept by a reboot");
    public static readonly Setting DevRoot = new(
        "dev-root", "/dev", "where this process sees the host's /dev");
    public static readonly Setting SysRoot = new(
        "sys-root", "/sys", "where this process sees the host's /sys");
    public static readonly Setting Http = new(
        "http", "off", "address and port of /livez, /readyz and /metrics, as 0.0.0.0:9551");
    public static readonly Setting LogLevel = new(
        "log-level", "information", "least level logged to stderr: trace to critical, or none");

    public static IReadOnlyList<Setting> All { get; } =
    [
        Resources, OptIn, QuotingUnits, EnclaveUnits, ProvisionUnits, Epc, EpcMaxUnits, KubeletDir, Socket, Allocations,
        Journal, DevRoot, SysRoot, Http, LogLevel,
    ];

    /// <exception cref="SettingsException">Something is missing or makes no sense.</exception>
    public static PluginOptions Read(SettingReader settings)
    {
        var options = new PluginOptions
        {
            Resources = Offered(settings),
            OptIn = OptedIn(settings),
            Units = new Dictionary<ResourceUnit, int>
            {
                [ResourceUnit.Quoting] = Number(settings, QuotingUnits),
                [ResourceUnit.Enclave] = Number(settings, EnclaveUnits),
                [ResourceUnit.Provision] = Number(settings, ProvisionUnits),
            },
            Epc = settings.Value(Epc, "auto, a size from 1Mi as 64Mi, or simulated:64Mi", EpcSetting.Parse)
                ?? EpcSetting.Found,
            MaxEpcUnits = settings.Integer(EpcMaxUnits, 1, DeviceIds.Count),
            KubeletFolder = settings.SocketFolder(KubeletDir, MaxKubeletDirBytes) ?? "",
            SocketPath = settings.Text(Socket),
            AllocationsFolder = settings.SocketFolder(Allocations, AllocationOptions.MaxFolderBytes) ?? "",
            JournalFolder = settings.Text(Journal),
            DevRoot = settings.Text(DevRoot),
            SysRoot = settings.Text(SysRoot),
            Http = settings.AddressOrOff(Http),
            LogLevel = settings.Choice<LogLevel>(LogLevel),
        };
        settings.ThrowIfMistaken();
        return options;
    }

    // The largest is as many pods as anybody has tried on a node, and then some.
    private static int Number(SettingReader settings, Setting setting) => settings.Integer(setting, 1, 10_000);

    private static IReadOnlyList<ResourceDialect> Offered(SettingReader settings)
    {
        var offered = settings.Value(Resources, "resources with commas, each once", ResourceDialects.ParseList) ?? [];
        if (offered.Contains(ResourceDialects.IntelEpc))
            settings.Mistaken(Resources, ResourceDialects.WhyNoBytes);
        return offered;
    }

    private static IReadOnlyList<ResourceDialect> OptedIn(SettingReader settings) => settings.Value(
        OptIn, "resources with commas, each once, or none",
        text => text == "none" ? [] : ResourceDialects.ParseList(text)) ?? [];
}
