using Sgx.Dcap.Certificates;

namespace Sgx.Cli.Verification;

/// <summary>What <c>sgx verify</c> was asked.</summary>
internal sealed record VerificationRequest
{
    /// <summary>The quote's file.</summary>
    public required string Quote { get; init; }

    /// <summary>The collateral's folder or file.</summary>
    public required string Collateral { get; init; }

    /// <summary>The file of the PCK certificate, for a quote that carries none; null for the collateral's.</summary>
    public string? PckCertificate { get; init; }

    /// <summary>The instant as of which to verify.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The file of the only root to trust; null for Intel's.</summary>
    public string? TrustedRoot { get; init; }

    public RootMatching RootMatching { get; init; }

    public required PolicyRequest Policy { get; init; }

    /// <summary>Whether PPID and platform instance id are to be printed.</summary>
    public bool ShowPpid { get; init; }

    /// <summary>Whether a simulated root may be trusted on this machine.</summary>
    public bool AllowSimulatedRoot { get; init; }
}
