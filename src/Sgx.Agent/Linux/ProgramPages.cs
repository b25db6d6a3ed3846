using System.Globalization;

namespace Sgx.Agent.Linux;

/// <summary>The pages of program and libraries that this process has in memory.</summary>
internal static class ProgramPages
{
    private const int DontNeed = 4;

    /// <summary>Gives back code and constants; what is used again comes back from the system's cache.</summary>
    /// <remarks>
    /// A start uses much that serving never does. Only mappings that cannot be written and hold nothing but a file's
    /// bytes are given back, so nothing is lost: what the loader has changed counts as anonymous. Where it cannot be
    /// done, it is not: it only saves memory.
    /// </remarks>
    public static void GiveBack()
    {
        (long Start, long End)? mapping = null;
        foreach (var line in File.ReadLines("/proc/self/smaps"))
        {
            if (line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries) is [var range, { Length: 4 } rights, ..]
                && range.Contains('-', StringComparison.Ordinal))
                mapping = IsConstantFile(line, rights) ? EndsOf(range) : null;
            else if (mapping is var (start, end) && IsWithoutAnonymous(line))
                _ = Libc.AdviseMemory((nint)start, (nint)(end - start), DontNeed);
        }
    }

    // "start-end r-xp offset device inode   /path", proc(5).
    private static bool IsConstantFile(string line, string rights) =>
        rights is "r-xp" or "r--p" && line.Contains(" /", StringComparison.Ordinal);

    // "Anonymous:             0 kB", below each mapping.
    private static bool IsWithoutAnonymous(string line) =>
        line.StartsWith("Anonymous:", StringComparison.Ordinal)
        && line.AsSpan("Anonymous:".Length).Trim().SequenceEqual("0 kB");

    private static (long Start, long End) EndsOf(string range)
    {
        var ends = range.Split('-');
        return (Hex(ends[0]), Hex(ends[1]));
    }

    private static long Hex(string digits) => long.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
