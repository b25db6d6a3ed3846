namespace Sgx.Bench.Figures;

/// <summary>The same figure measured several times: the one in the middle, and how far the others lie.</summary>
internal readonly record struct Spread(double Median, double Least, double Most)
{
    public static Spread Of(IEnumerable<double> figures)
    {
        double[] sorted = [.. figures.Order()];
        return new((sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, sorted[0], sorted[^1]);
    }

    /// <summary>How far apart least and most are, as a part of the median.</summary>
    public double Width => (Most - Least) / Median;
}
