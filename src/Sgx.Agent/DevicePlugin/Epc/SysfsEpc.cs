using System.Globalization;
using System.Text;
using Sgx.Files;

namespace Sgx.Agent.DevicePlugin.Epc;

/// <summary>The enclave memory that the kernel's driver manages, node by NUMA node (since Linux 5.17).</summary>
internal static class SysfsEpc
{
    private const int MaxFile = 64;

    /// <summary>Bytes; zero where the kernel tells of none.</summary>
    /// <param name="sysRoot">Where this process sees the host's <c>/sys</c>.</param>
    public static long Read(string sysRoot)
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
            : throw new EpcException($"{file}: expected a number of bytes, found '{text}'");
    }
}
