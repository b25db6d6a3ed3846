using Sgx.Soak.Figures;

namespace Sgx.Soak.Endurance;

/// <summary>One figure of a process over its life. The first tenth, warming up, does not count.</summary>
/// <param name="Name">What it is, as <c>resident memory</c>.</param>
/// <param name="Unit">Of its values, as <c>MB</c>.</param>
/// <param name="Points">Quotes made, and the value then.</param>
internal sealed record Series(string Name, string Unit, IReadOnlyList<(double Quotes, double Value)> Points)
{
    private const int Parts = 10;
    private const double Million = 1e6;

    /// <summary>In the second tenth of its life.</summary>
    public double Early => MedianOf(1);

    /// <summary>In the last tenth.</summary>
    public double Late => MedianOf(Parts - 1);

    /// <summary>Growth in a million quotes, by least squares.</summary>
    public double Slope
    {
        get
        {
            var warm = Points.Skip(Points.Count / Parts).ToArray();
            var quotes = warm.Average(point => point.Quotes);
            var value = warm.Average(point => point.Value);
            var spread = warm.Sum(point => (point.Quotes - quotes) * (point.Quotes - quotes));
            var growth = warm.Sum(point => (point.Quotes - quotes) * (point.Value - value));
            return spread == 0 ? 0 : growth / spread * Million;
        }
    }

    public static Series Memory(IEnumerable<Sample> samples) =>
        new("resident memory", "MB", [.. samples.Select(s => ((double)s.Quotes, s.Figures.ResidentMegabytes))]);

    public static Series Descriptors(IEnumerable<Sample> samples) =>
        new("descriptors", "open", [.. samples.Select(s => ((double)s.Quotes, (double)s.Figures.Descriptors))]);

    public static Series Threads(IEnumerable<Sample> samples) =>
        new("threads", "alive", [.. samples.Select(s => ((double)s.Quotes, (double)s.Figures.Threads))]);

    private double MedianOf(int part)
    {
        var points = Points.Skip(Points.Count * part / Parts).Take(Math.Max(1, Points.Count / Parts));
        return Quantile.Median(points.Select(point => point.Value));
    }
}
