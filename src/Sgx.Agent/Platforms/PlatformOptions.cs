using Sgx.Simulation;

namespace Sgx.Agent.Platforms;

/// <summary>Which platform makes the quotes, and what its own quotes are held against.</summary>
internal sealed record PlatformOptions
{
    public required PlatformKind Kind { get; init; }

    /// <summary>Where a simulated platform keeps its seed.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>How a simulated platform misbehaves.</summary>
    public SimulatedFaults Faults { get; init; } = SimulatedFaults.None;

    /// <summary>PEM of the root that its quotes must lead to; null: its own.</summary>
    public string? TrustedRootFile { get; init; }

    /// <summary>Folder of collateral that its quotes are held against; null: its own.</summary>
    public string? CollateralFolder { get; init; }
}
