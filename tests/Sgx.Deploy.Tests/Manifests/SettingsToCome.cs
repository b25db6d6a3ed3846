namespace Sgx.Deploy.Tests.Manifests;

/// <summary>
/// Settings that the manifests give and <c>docs/options.md</c> does not list yet. A test that meets one is skipped,
/// and names it; one that is neither listed nor here fails.
/// </summary>
internal static class SettingsToCome
{
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(
    [
        .. Of("sgx-agent quote-helper", "allocations", "journal", "pod-resources"),
        .. Of(
            "sgx-agent device-plugin", "resources", "opt-in", "quoting-units", "epc", "kubelet-dir", "dev-root",
            "socket", "allocations", "journal", "http", "log-level"),
        .. Of("sgx-node-status", "node", "socket", "taint", "condition", "interval", "log-level"),
    ]);

    private static IEnumerable<string> Of(string program, params string[] settings) =>
        settings.Select(setting => $"{program} --{setting}");
}
