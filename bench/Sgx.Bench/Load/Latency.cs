using System.Diagnostics;

namespace Sgx.Bench.Load;

/// <summary>How long clients waited, from before connecting to the end of the reply, in microseconds.</summary>
internal sealed record Latency(int Count, double Median, double Percentile99, double Max)
{
    private static readonly double TicksPerMicrosecond = Stopwatch.Frequency / 1e6;

    /// <param name="ticks">Of every exchange, in ticks of <see cref="Stopwatch"/>; will be sorted.</param>
    public static Latency Of(long[] ticks)
    {
        Array.Sort(ticks);
        return new(ticks.Length, At(ticks, 0.5), At(ticks, 0.99), At(ticks, 1));
    }

    private static double At(long[] sorted, double quantile) =>
        sorted[(int)Math.Min(sorted.Length - 1, sorted.Length * quantile)] / TicksPerMicrosecond;
}
