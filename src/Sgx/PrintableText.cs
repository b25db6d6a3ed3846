using System.Globalization;
using System.Text;

namespace Sgx;

/// <summary>What strangers wrote, made fit for terminals and logs: nothing in it is obeyed, or out of sight.</summary>
/// <remarks>
/// Replaced by U+FFFD is what a terminal obeys (control characters), what shows text in another order or not at all
/// (format characters: U+202E, zero width, tags), what ends a line for some readers alone (U+2028, U+2029), and what
/// has no meaning of its own: halves of surrogate pairs, private and unassigned characters.
/// </remarks>
public static class PrintableText
{
    /// <summary>The text in one line.</summary>
    public static string OneLine(string text) => Replace(text, keepsLines: false);

    /// <summary>The text in one line of bounded length; an ellipsis tells that the rest was left out.</summary>
    /// <param name="text">What a stranger wrote.</param>
    /// <param name="most">How many UTF-16 code units to keep, the ellipsis among them; at least 1.</param>
    public static string OneLine(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return text.Length <= most ? OneLine(text) : OneLine(text[..(most - 1)]) + "…";
    }

    /// <summary>The text with its own lines and tabs.</summary>
    public static string Lines(string text) => Replace(text, keepsLines: true);

    private static string Replace(string text, bool keepsLines)
    {
        ArgumentNullException.ThrowIfNull(text);
        var printable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            _ = printable.Append(IsHarmless(rune) || (keepsLines && IsOfLines(rune)) ? rune : Rune.ReplacementChar);
        return printable.ToString();
    }

    private static bool IsOfLines(Rune rune) => rune.Value is '\n' or '\t';

    // Half a surrogate pair is enumerated as U+FFFD.
    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned);
}
