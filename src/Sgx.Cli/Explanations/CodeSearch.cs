using System.Collections.Immutable;
using System.Globalization;

namespace Sgx.Cli.Explanations;

/// <summary>Finds what a person means by a number or a name.</summary>
/// <param name="codes">Where to look.</param>
internal sealed class CodeSearch(IEnumerable<Code> codes)
{
    /// <summary>More than these, and a beginning of a name says too little.</summary>
    public const int MaxMatches = 12;

    private const int MaxSuggestions = 5;
    private const int MaxLength = 100;
    private const int MinBeginning = 3;

    private readonly ImmutableArray<Code> _codes = [.. codes];

    /// <summary>All that have the number, the name, or else a name that begins so.</summary>
    public ImmutableArray<Code> Find(string text)
    {
        if (ParseNumber(text) is { } number)
            return [.. _codes.Where(code => code.Explanation.Number == number)];
        if (text.Length > MaxLength || CodeName.Plain(text) is not { Length: > 0 } plain)
            return [];

        var bare = CodeName.Bare(text);
        return FirstOf(
            code => code.FullNames().Contains(plain),
            code => CodeName.Bare(code.Name) == bare || CodeName.Bare(code.Here ?? "") == bare,
            code => plain.Length >= MinBeginning && code.FullNames().Any(name => Begins(name, plain)),
            code => bare.Length >= MinBeginning && Begins(CodeName.Bare(code.Name), bare),
            code => ParseBareHexadecimal(text) is { } hexadecimal && code.Explanation.Number == hexadecimal);
    }

    /// <summary>Names that are nearly so; none for a number.</summary>
    public ImmutableArray<string> Suggest(string text)
    {
        var bare = CodeName.Bare(text);
        if (ParseNumber(text) is not null || bare.Length is < MinBeginning or > MaxLength)
            return [];

        return
        [
            .. _codes
                .Select(code => (code.Name, Distance: Distance(bare, CodeName.Bare(code.Name))))
                .Where(near => near.Distance <= Math.Max(2, bare.Length / 3))
                .OrderBy(near => near.Distance).ThenBy(near => near.Name, StringComparer.Ordinal)
                .Select(near => near.Name).Distinct().Take(MaxSuggestions),
        ];
    }

    private ImmutableArray<Code> FirstOf(params ReadOnlySpan<Func<Code, bool>> ways)
    {
        foreach (var way in ways)
        {
            if (_codes.Where(way).ToImmutableArray() is { IsEmpty: false } found)
                return found;
        }

        return [];
    }

    private static bool Begins(string name, string beginning) => name.StartsWith(beginning, StringComparison.Ordinal);

    private static uint? ParseNumber(string text) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? ParseHexadecimal(text[2..])
        : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : null;

    // As e019; of fewer digits nobody could tell what is meant.
    private static uint? ParseBareHexadecimal(string text) => text.Length >= 4 ? ParseHexadecimal(text) : null;

    private static uint? ParseHexadecimal(string digits) =>
        uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    // What contains the words, or is contained in them, is nearer than its length says.
    private static int Distance(string one, string other) =>
        one.Length >= MinBeginning && other.Contains(one, StringComparison.Ordinal) ? 0 : EditDistance(one, other);

    private static int EditDistance(string one, string other)
    {
        var above = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var row = new int[other.Length + 1];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = above[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                row[j] = Math.Min(changed, Math.Min(above[j], row[j - 1]) + 1);
            }

            above = row;
        }

        return above[^1];
    }
}
