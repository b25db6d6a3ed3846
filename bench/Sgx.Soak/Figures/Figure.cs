using System.Globalization;

namespace Sgx.Soak.Figures;

/// <summary>One line of the report: what was looked at, what it was, and what that means.</summary>
internal sealed record Figure(string Name, string Value, Verdict Verdict)
{
    /// <summary>For the reader's information.</summary>
    public static Figure Told(string name, object value) => new(name, Text(value), Verdict.Told);

    /// <summary>Something that must hold on every machine, however busy.</summary>
    public static Figure Promise(string name, object value, bool isKept) =>
        new(name, Text(value), isKept ? Verdict.Kept : Verdict.Broken);

    /// <summary>Something to aim for that depends on what else the machine does.</summary>
    public static Figure Target(string name, object value, bool isMet) =>
        new(name, Text(value), isMet ? Verdict.Met : Verdict.Missed);

    /// <summary>What could not be looked at here.</summary>
    public static Figure Skipped(string name, string why) => new(name, why, Verdict.Skipped);

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}

/// <summary>What a figure means.</summary>
internal enum Verdict
{
    Told,
    Kept,
    Broken,
    Met,
    Missed,
    Skipped,
}
