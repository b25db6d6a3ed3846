namespace Sgx.Bench.Load;

/// <summary>How a server did under the load of one crowd.</summary>
internal sealed record LoadFigures
{
    /// <summary>Exchanges that broke, or brought a reply of another length.</summary>
    public required int Errors { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>What the server used of all processors.</summary>
    public required TimeSpan ProcessorTime { get; init; }

    public required Latency Latency { get; init; }

    public double RequestsPerSecond => Latency.Count / Elapsed.TotalSeconds;

    /// <summary>The server's processor time for one request, in microseconds.</summary>
    public double CostMicroseconds => ProcessorTime.TotalMicroseconds / Latency.Count;
}
