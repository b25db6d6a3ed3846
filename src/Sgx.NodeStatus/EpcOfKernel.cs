using System.Globalization;

namespace Sgx.NodeStatus;

/// <summary>How much EPC the kernel manages.</summary>
internal static class EpcOfKernel
{
    private const string Nodes = "/sys/devices/system/node";

    /// <summary>Bytes over all NUMA nodes, by <c>nodeN/x86/sgx_total_bytes</c> (Linux 5.17).</summary>
    /// <exception cref="FormatException">There is none, or the kernel does not tell.</exception>
    public static long Bytes(string root = Nodes)
    {
        var files = Directory.Exists(root)
            ? Directory.EnumerateDirectories(root, "node*").Select(node => Path.Combine(node, "x86", "sgx_total_bytes"))
            : [];
        var bytes = files.Where(File.Exists).Sum(Read);
        return bytes > 0 ? bytes : throw new FormatException($"--capacity: the kernel tells of no EPC below {root}");
    }

    private static long Read(string path) =>
        long.TryParse(File.ReadAllText(path).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            ? bytes
            : throw new FormatException($"--capacity: {path} holds no number");
}
