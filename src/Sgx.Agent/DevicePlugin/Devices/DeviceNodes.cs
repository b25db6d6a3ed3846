namespace Sgx.Agent.DevicePlugin.Devices;

/// <summary>The device nodes of SGX on this machine, by every name that a driver gave them.</summary>
/// <param name="root">Where this process sees the host's <c>/dev</c>.</param>
internal sealed class DeviceNodes(string root)
{
    private const string HostRoot = "/dev";

    // The kernel's driver; Intel's DCAP driver, or links for old SDKs; early drivers with launch control; the driver
    // of processors without it.
    private static readonly IReadOnlyList<string> Enclave = ["sgx_enclave", "sgx/enclave", "sgx", "isgx"];
    private static readonly IReadOnlyList<string> Provision = ["sgx_provision", "sgx/provision"];

    // Graphene's, beside one of the others.
    private const string Companion = "gsgx";

    /// <summary>The nodes that are there; empty when there is none of the kind.</summary>
    public IReadOnlyList<DeviceNode> Find(DeviceNodeKind kind) => kind switch
    {
        DeviceNodeKind.Provision => [.. Existing(Provision)],
        _ when Existing(Enclave).ToArray() is { Length: > 0 } nodes => [.. nodes, .. Existing([Companion])],
        _ => [],
    };

    /// <summary>The names that a kind may have, for people.</summary>
    public static string Names(DeviceNodeKind kind) => string.Join(
        ", ", (kind is DeviceNodeKind.Provision ? Provision : Enclave).Select(name => Path.Combine(HostRoot, name)));

    // A folder /dev/sgx is not the device /dev/sgx.
    private IEnumerable<DeviceNode> Existing(IEnumerable<string> names) => names
        .Where(name => File.Exists(Path.Combine(root, name)))
        .Select(name => new DeviceNode(Path.Combine(HostRoot, name), TargetOf(name)));

    // Runtimes want the device itself, not a link to it.
    private string TargetOf(string name)
    {
        var host = Path.Combine(HostRoot, name);
        return new FileInfo(Path.Combine(root, name)).LinkTarget is { } target
            ? Path.GetFullPath(target, Path.GetDirectoryName(host)!)
            : host;
    }
}

/// <summary>A device node for a container.</summary>
/// <param name="ContainerPath">The name that the container knows it by.</param>
/// <param name="HostPath">The device on the host.</param>
internal readonly record struct DeviceNode(string ContainerPath, string HostPath);
