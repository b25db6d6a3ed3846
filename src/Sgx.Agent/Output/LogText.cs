using Sgx.Agent.Allocations;

namespace Sgx.Agent.Output;

/// <summary>What a log may show of a text that strangers may have had a part in.</summary>
internal static class LogText
{
    /// <summary>Characters of a text at most, an exception with its stack included.</summary>
    public const int MaxLength = 4096;

    private const string Cut = "…";

    /// <summary>
    /// The text in one line, without control characters, without whole tokens of allocations, and cut to
    /// <see cref="MaxLength"/>.
    /// </summary>
    public static string Of(string text)
    {
        // Tokens first: the digits of one that is cut could be shown.
        var line = AllocationToken.HideAnyIn(text).ReplaceLineEndings(" ");
        var printable = PrintableText.OneLine(line);
        return printable.Length <= MaxLength ? printable : $"{printable.AsSpan(0, MaxLength - Cut.Length)}{Cut}";
    }
}
