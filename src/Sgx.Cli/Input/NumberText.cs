using System.Globalization;

namespace Sgx.Cli.Input;

/// <summary>A product id or security version: a whole number of 16 bits.</summary>
internal static class NumberText
{
    /// <exception cref="FormatException">Not that.</exception>
    public static ushort Parse(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"expected a whole number from 0 to {ushort.MaxValue}, found '{text}'");
}
