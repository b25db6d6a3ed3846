using System.Runtime.InteropServices;

namespace Sgx.Bench.Results;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    public static string Describe() =>
        $"{Processor()}, {Environment.ProcessorCount} processors, Linux {Environment.OSVersion.Version}, "
        + RuntimeInformation.FrameworkDescription;

    // Only x86-64 names its model there.
    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            ?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
}
