using System.Globalization;

namespace Sgx.Bench.Results;

/// <summary>A figure as text, to as many places as mean something.</summary>
internal static class Figure
{
    /// <summary>Stands where there is no figure.</summary>
    public const string None = "–";

    public static string Whole(double figure) => figure.ToString("F0", CultureInfo.InvariantCulture);

    public static string Tenths(double figure) => figure.ToString("F1", CultureInfo.InvariantCulture);

    public static string Hundredths(double figure) => figure.ToString("F2", CultureInfo.InvariantCulture);
}
