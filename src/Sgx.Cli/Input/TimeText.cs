using System.Globalization;

namespace Sgx.Cli.Input;

/// <summary>An instant as people and scripts write it: Unix seconds, ISO 8601 in UTC, a date, or <c>now</c>.</summary>
internal static class TimeText
{
    private const string Expected = "expected seconds since 1970, 2025-06-11T19:08:46Z, 2025-06-11 or now";

    private static readonly string[] Formats =
        ["yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-ddTHH:mm:sszzz", "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", "yyyy-MM-dd"];

    /// <exception cref="FormatException">None of these.</exception>
    public static DateTimeOffset Parse(string text, TimeProvider clock)
    {
        if (text == "now")
            return clock.GetUtcNow();
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return FromUnixSeconds(seconds, text);

        return DateTimeOffset.TryParseExact(
            text, Formats, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : throw new FormatException($"{Expected}, found '{text}'");
    }

    private static DateTimeOffset FromUnixSeconds(long seconds, string text) =>
        seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new FormatException($"{Expected}, found '{text}', which is beyond the year 9999");
}
