using System.Globalization;

namespace Sgx.Cli.Input;

/// <summary>A length of time, as <c>500ms</c>, <c>15s</c> or <c>2m</c>; from a millisecond to an hour.</summary>
internal static class DurationText
{
    private static readonly (string Unit, TimeSpan Length)[] Units =
        [("ms", TimeSpan.FromMilliseconds(1)), ("s", TimeSpan.FromSeconds(1)), ("m", TimeSpan.FromMinutes(1))];

    /// <exception cref="FormatException">Not that.</exception>
    public static TimeSpan Parse(string text)
    {
        var (unit, length) = Units.FirstOrDefault(
            known => text.EndsWith(known.Unit, StringComparison.Ordinal), (Unit: "", Length: TimeSpan.Zero));
        return int.TryParse(text[..^unit.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number * length is { Ticks: > 0 } duration && duration <= TimeSpan.FromHours(1)
            ? duration
            : throw new FormatException($"expected a time as 500ms, 15s or 2m, up to an hour, found '{text}'");
    }
}
