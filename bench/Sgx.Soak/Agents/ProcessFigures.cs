using System.Globalization;

namespace Sgx.Soak.Agents;

/// <summary>What a process holds at a moment.</summary>
/// <param name="ResidentMegabytes">Memory resident, program files included.</param>
/// <param name="Descriptors">Open file descriptors.</param>
/// <param name="Threads">Threads alive.</param>
internal readonly record struct ProcessFigures(double ResidentMegabytes, int Descriptors, int Threads)
{
    private const double KilobytesPerMegabyte = 1024;

    /// <summary>By /proc/PID/status and /proc/PID/fd.</summary>
    /// <exception cref="IOException">The process is gone.</exception>
    public static ProcessFigures Of(int process)
    {
        var status = File.ReadAllLines($"/proc/{process}/status");
        var descriptors = Directory.EnumerateFileSystemEntries($"/proc/{process}/fd").Count(entry => !IsProgram(entry));
        return new(Number(status, "VmRSS:") / KilobytesPerMegabyte, descriptors, Number(status, "Threads:"));
    }

    // A program that is not compiled ahead of time opens its own files as it first needs them.
    private static bool IsProgram(string entry)
    {
        try
        {
            return File.ResolveLinkTarget(entry, returnFinalTarget: false)?.FullName.EndsWith(
                ".dll", StringComparison.Ordinal) ?? false;
        }
        catch (IOException)
        {
            return false;   // closed meanwhile
        }
    }

    private static int Number(string[] status, string name)
    {
        var line = status.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))
            ?? throw new IOException($"the process is gone: it has no {name[..^1]}");
        return int.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
