namespace Sgx.Bench;

/// <summary>What is measured, and how much.</summary>
internal sealed record BenchOptions
{
    /// <summary>The program sgx-agent.</summary>
    public required string Agent { get; init; }

    /// <summary>The program aesm-echo.</summary>
    public required string Baseline { get; init; }

    /// <summary>How the report names the source that was measured.</summary>
    public required string Commit { get; init; }

    public required Plan Plan { get; init; }
}
