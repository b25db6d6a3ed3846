using Sgx.Dcap;

namespace Sgx.Cli.Input;

/// <summary>A word out of a fixed list.</summary>
internal static class ChoiceText
{
    /// <summary>Reads one of an enumeration's names, in their own spelling or kebab case, whatever the case.</summary>
    /// <exception cref="FormatException">None of them.</exception>
    public static TEnum Parse<TEnum>(string text) where TEnum : struct, Enum =>
        Parse(text, Enum.GetValues<TEnum>());

    /// <summary>Reads one of some of them.</summary>
    /// <exception cref="FormatException">None of them.</exception>
    public static TEnum Parse<TEnum>(string text, IReadOnlyList<TEnum> of) where TEnum : struct, Enum
    {
        foreach (var choice in of)
        {
            if (Kebab(choice) == text || choice.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
                return choice;
        }

        var choices = of.Select(Spelling);
        throw new FormatException($"expected {string.Join(", ", choices)}, found '{text}'");
    }

    // Intel's own words keep Intel's spelling.
    private static string Spelling<TEnum>(TEnum choice) where TEnum : struct, Enum =>
        choice is TcbStatus ? choice.ToString() : Kebab(choice);

    /// <summary>Reads a list with commas.</summary>
    /// <exception cref="FormatException">One of them is none of the names.</exception>
    public static IReadOnlyList<TEnum> ParseList<TEnum>(string text) where TEnum : struct, Enum =>
        [.. text.Split(',').Select(Parse<TEnum>)];

    /// <summary>A name as options write it: <c>OutdatedTcb</c> is <c>outdated-tcb</c>.</summary>
    public static string Kebab<TEnum>(TEnum choice) where TEnum : struct, Enum => string
        .Concat(choice.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"-{c}" : $"{c}"))
        .ToLowerInvariant();
}
