using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;

namespace Sgx.Dcap.Hosting;

/// <summary>How a host verifies quotes.</summary>
public sealed class QuoteVerifierOptions
{
    /// <summary>The root that trust ends in.</summary>
    /// <value>Intel's.</value>
    public TrustAnchor Anchor { get; set; } = TrustAnchor.Intel;

    /// <summary>When two certificates count as the same root.</summary>
    public RootMatching RootMatching { get; set; } = RootMatching.SameCertificate;

    /// <summary>Whether <see cref="Anchor"/> may be a simulated root on a machine that has SGX.</summary>
    public bool AllowSimulatedRoot { get; set; }

    /// <summary>Which enclaves are wanted; RA-TLS needs one that names MRENCLAVE, MRSIGNER or MRTD.</summary>
    /// <value>Any, up to date and not for debugging.</value>
    public EnclavePolicy Policy { get; set; } = new();

    /// <summary>
    /// Where collateral lies, as <see cref="FolderCollateralSource"/> reads it; not needed where an
    /// <see cref="ICollateralSource"/> of one's own is registered.
    /// </summary>
    public string? CollateralPath { get; set; }

    /// <summary>How often it is looked at.</summary>
    /// <value>30 s.</value>
    public TimeSpan CollateralInterval { get; set; } = FolderCollateralSource.DefaultInterval;
}
