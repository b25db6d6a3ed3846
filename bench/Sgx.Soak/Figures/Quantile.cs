namespace Sgx.Soak.Figures;

/// <summary>Where a part of all values lies.</summary>
internal static class Quantile
{
    public static double Median(IEnumerable<double> values) => Of(0.5, [.. values]);

    /// <summary>The value that the given part of them does not exceed; 0 when there are none.</summary>
    public static double Of(double part, double[] values)
    {
        if (values.Length == 0)
            return 0;
        Array.Sort(values);
        return values[Math.Min(values.Length - 1, (int)(values.Length * part))];
    }
}
