using System.Globalization;

namespace Sgx;

/// <summary>A length of time as options and settings have it: a number and a unit.</summary>
/// <remarks>
/// <c>500ms</c>, <c>1.5s</c>, <c>2m</c>; units are us (or µs), ms, s, m and h. There is no sign, blank or exponent, and
/// no unit follows another. What is finer than 100 ns is cut off.
/// </remarks>
public static class DurationText
{
    /// <summary>What an option expects, for its complaint about something else.</summary>
    public const string Expected = "a time as 500ms, 1.5s, 2m or 1h";

    // In this order: 5ms ends in an s, too. Of one length, the last is the one that is written.
    private static readonly (string Unit, TimeSpan Length)[] _units =
    [
        ("\u00b5s", TimeSpan.FromMicroseconds(1)),
        ("\u03bcs", TimeSpan.FromMicroseconds(1)),
        ("us", TimeSpan.FromMicroseconds(1)),
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)),
    ];

    /// <summary>
    /// Reads a time from <paramref name="shortest"/> to <paramref name="longest"/>, both included and both whole
    /// microseconds.
    /// </summary>
    /// <exception cref="FormatException">Not a time, or not one of that length; the message says which.</exception>
    public static TimeSpan Parse(string text, TimeSpan shortest, TimeSpan longest)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TicksOf(text) is { } ticks && ticks >= shortest.Ticks && ticks <= longest.Ticks
            ? new((long)ticks)
            : throw new FormatException(
                $"expected {Expected}, from {Write(shortest)} to {Write(longest)}, "
                + $"found '{PrintableText.OneLine(text)}'");
    }

    // Null when it is no time at all.
    private static decimal? TicksOf(string text)
    {
        var (unit, length) = _units.FirstOrDefault(
            known => text.EndsWith(known.Unit, StringComparison.Ordinal), (Unit: "", Length: TimeSpan.Zero));
        var digits = text[..^unit.Length];
        return unit.Length > 0 && IsNumber(digits)
            && decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number <= long.MaxValue / length.Ticks
            ? number * length.Ticks
            : null;
    }

    // With a digit on both sides of its point.
    private static bool IsNumber(string text) =>
        text.Length > 0 && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[^1]);

    // In the largest unit of which it has a whole number.
    private static string Write(TimeSpan time)
    {
        var (unit, length) = _units.Last(known => time.Ticks % known.Length.Ticks == 0 || known == _units[0]);
        return $"{time.Ticks / length.Ticks}{unit}";
    }
}
