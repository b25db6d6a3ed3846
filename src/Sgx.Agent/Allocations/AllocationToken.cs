using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Sgx.Agent.Allocations;

/// <summary>The name of an allocation: 128 random bits, as 32 lower-case hexadecimal digits.</summary>
/// <remarks>Nobody can guess it, so nobody finds an allocation's socket but the container that was given it.</remarks>
internal readonly partial record struct AllocationToken
{
    private const int Digits = 32;

    // So much tells allocations apart in a log, and finds no folder.
    private const int ShownDigits = 8;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private readonly string _digits;

    private AllocationToken(string digits) => _digits = digits;

    public static AllocationToken New() => new(RandomNumberGenerator.GetHexString(Digits, lowercase: true));

    /// <summary>Reads 32 lower-case digits; anything else is no token.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out AllocationToken token)
    {
        var isToken = text is { Length: Digits } && !text.AsSpan().ContainsAnyExcept(HexDigits);
        token = isToken ? new(text!) : default;
        return isToken;
    }

    /// <summary>The first digits, for logs.</summary>
    public string Shown => _digits[..ShownDigits];

    /// <summary>A text that may be told to anybody: without this token, if it was in there.</summary>
    public string HideIn(string text) =>
        text.Replace(_digits, $"{Shown}…", StringComparison.Ordinal);

    /// <summary>Likewise, without any token: of a text that may have anybody's.</summary>
    public static string HideAnyIn(string text) =>
        Any().Replace(text, token => $"{token.Value[..ShownDigits]}…");

    public override string ToString() => _digits;

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Any();
}
