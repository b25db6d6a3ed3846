using System.Diagnostics;
using System.Globalization;

namespace Sgx.Bench.Servers;

/// <summary>What of a process is in memory.</summary>
/// <param name="TotalMegabytes">All of it, pages of program files included.</param>
/// <param name="AnonymousMegabytes">What is in no file: heaps and stacks.</param>
internal readonly record struct ResidentMemory(double TotalMegabytes, double AnonymousMegabytes)
{
    /// <summary>VmRSS and RssAnon of /proc/PID/status.</summary>
    public static ResidentMemory Of(Process process)
    {
        var status = File.ReadAllLines($"/proc/{process.Id}/status");
        return new(Megabytes(status, "VmRSS:"), Megabytes(status, "RssAnon:"));
    }

    private static double Megabytes(string[] status, string name)
    {
        var line = status.Single(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..^"kB".Length], CultureInfo.InvariantCulture) / 1024.0;
    }
}
