using System.Globalization;

namespace Sgx.Agent.Linux;

/// <summary>The pages of program and libraries that this process has in memory.</summary>
internal static class ProgramPages
{
    private const int DontNeed = 4;

    /// <summary>Gives back all pages of code; those that are run again come back from the system's cache.</summary>
    /// <remarks>
    /// A start runs much code that serving never does. Only mappings that hold a file's bytes and were never writable
    /// are given back, so that nothing is lost. Where it cannot be done, it is not: it only saves memory.
    /// </remarks>
    public static void GiveBack()
    {
        foreach (var line in File.ReadLines("/proc/self/maps"))
        {
            if (CodeOf(line) is var (start, end))
                _ = Libc.AdviseMemory((nint)start, (nint)(end - start), DontNeed);
        }
    }

    // "start-end r-xp offset device inode   /path", proc(5).
    private static (long Start, long End)? CodeOf(string line)
    {
        if (line.Split(' ', 6) is not [var range, "r-xp", _, _, _, var path] || !path.TrimStart().StartsWith('/'))
            return null;
        var ends = range.Split('-');
        return (Hex(ends[0]), Hex(ends[1]));
    }

    private static long Hex(string digits) => long.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
