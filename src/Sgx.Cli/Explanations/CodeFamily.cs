using System.Collections.Immutable;
using System.Globalization;

namespace Sgx.Cli.Explanations;

/// <summary>The codes of one source, which share their prefix and the way in which their numbers are written.</summary>
internal sealed record CodeFamily
{
    /// <summary>A word for it on the command line.</summary>
    public required string Key { get; init; }

    /// <summary>What its source calls it.</summary>
    public required string Title { get; init; }

    /// <summary>Where people meet its codes.</summary>
    public required string Where { get; init; }

    /// <summary>What stands before every name in the source.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>What other sources put in its place.</summary>
    public string? OtherPrefix { get; init; }

    /// <summary>Whether people write its numbers as 0xE019.</summary>
    public bool IsHexadecimal { get; init; }

    /// <summary>What this product calls a code, if otherwise.</summary>
    public Func<uint, string?> Here { get; init; } = _ => null;

    public required ImmutableArray<Explanation> Codes { get; init; }

    public string NameOf(Explanation code) => Prefix + code.Name;

    /// <summary>The number as people write it; null where there is none.</summary>
    public string? NumberOf(Explanation code) => code.Number is not { } number ? null
        : IsHexadecimal ? $"0x{number:X4}"
        : number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Number and name, as far as there are.</summary>
    public string TitleOf(Explanation code) =>
        NumberOf(code) is { } number ? $"{number} {NameOf(code)}" : NameOf(code);
}
