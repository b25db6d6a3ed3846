using Sgx.Bench.Servers;

namespace Sgx.Bench.Figures;

/// <summary>All that was measured.</summary>
internal sealed record BenchFigures
{
    public required string Commit { get; init; }

    /// <summary>Of all rounds.</summary>
    public required IReadOnlyList<Comparison> Comparisons { get; init; }

    /// <summary>The agent's, before anybody asked for anything.</summary>
    public required ResidentMemory IdleMemory { get; init; }

    /// <summary>Likewise, of an agent with everything on that is off by default.</summary>
    public required ResidentMemory IdleMemoryAllOn { get; init; }

    /// <summary>The agent's, after the last round.</summary>
    public required ResidentMemory MemoryAfterLoad { get; init; }

    /// <summary>From starting the process to the first quote received, in milliseconds.</summary>
    public required IReadOnlyList<double> StartMilliseconds { get; init; }

    /// <summary>Of a bare signature right after a sleep, in microseconds.</summary>
    public required double SignatureAfterSleep { get; init; }

    /// <summary>What neither servers nor clients used of the machine, as a part of it.</summary>
    public required double ForeignLoad { get; init; }

    public int Errors => Comparisons.Sum(comparison => comparison.Errors);
}
