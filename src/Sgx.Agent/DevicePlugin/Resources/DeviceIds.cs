using System.Buffers;

namespace Sgx.Agent.DevicePlugin.Resources;

/// <summary>The ids of a resource's units: as short as they can be, since a list of them has 4 MiB at most.</summary>
/// <remarks>
/// One to three letters: unit 0 is <c>A</c>, unit 64 is <c>AA</c>. A resource puts a prefix of its own before them,
/// since the kubelet finds the health of a unit by its id alone, whatever the resource.
/// </remarks>
internal static class DeviceIds
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    /// <summary>How many letters an id has at most.</summary>
    public const int MaxLength = 3;

    /// <summary>How many there are: 266,304.</summary>
    public static int Count { get; } = FirstOf(MaxLength + 1);

    /// <summary>The id of a unit, counted from zero.</summary>
    public static string Of(int unit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(unit);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(unit, Count);
        var length = Enumerable.Range(1, MaxLength).First(letters => unit < FirstOf(letters + 1));
        return string.Create(length, unit - FirstOf(length), static (letters, rest) =>
        {
            for (var i = letters.Length - 1; i >= 0; i--, rest /= Alphabet.Length)
                letters[i] = Alphabet[rest % Alphabet.Length];
        });
    }

    /// <summary>How many ids of that length the first <paramref name="count"/> units have.</summary>
    public static long HowMany(int count, int length) =>
        Math.Min(count, FirstOf(length + 1)) - Math.Min(count, FirstOf(length));

    /// <summary>The unit of an id; null when it is none of the first <paramref name="count"/>.</summary>
    public static int? UnitOf(string id, int count)
    {
        if (id.Length is 0 or > MaxLength || id.AsSpan().ContainsAnyExcept(Letters))
            return null;
        var rest = id.Aggregate(0, (sum, letter) =>
            (sum * Alphabet.Length) + Alphabet.IndexOf(letter, StringComparison.Ordinal));
        var unit = FirstOf(id.Length) + rest;
        return unit < count ? unit : null;
    }

    // The first unit whose id has so many letters: 0, 64, 64 + 64², …
    private static int FirstOf(int length)
    {
        var first = 0;
        for (int i = 1, ids = Alphabet.Length; i < length; i++, ids *= Alphabet.Length)
            first += ids;
        return first;
    }
}
