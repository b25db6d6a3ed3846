using System.Globalization;
using System.Text;
using Sgx.Files;

namespace Sgx;

/// <summary>The enclave memory that the kernel's driver manages, NUMA node by NUMA node (since Linux 5.17).</summary>
public static class KernelEpc
{
    private const int MaxFile = 64;

    /// <summary>
    /// Bytes, by <c>devices/system/node/nodeN/x86/sgx_total_bytes</c>; zero where the kernel tells of none.
    /// </summary>
    /// <param name="sysRoot">Where this process sees the host's <c>/sys</c>.</param>
    /// <exception cref="SgxFormatException">A file holds no number.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static long Read(string sysRoot = "/sys")
    {
        var nodes = Path.Combine(sysRoot, "devices", "system", "node");
        return Directory.Exists(nodes)
            ? Directory.EnumerateDirectories(nodes, "node*").Sum(NodeBytes)
            : 0;
    }

    private static long NodeBytes(string node)
    {
        var file = Path.Combine(node, "x86", "sgx_total_bytes");
        if (!File.Exists(file))
            return 0;
        var text = Encoding.ASCII.GetString(BoundedFile.Read(file, MaxFile)).Trim();
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            ? bytes
            : throw new SgxFormatException(file, "a number of bytes", $"'{text}'");
    }
}
