namespace Sgx.Dcap.Collateral;

/// <summary>Where collateral comes from when a quote has to be verified at once.</summary>
/// <remarks>
/// It answers from what it has and waits for nothing, as it is asked by many threads in the middle of handshakes.
/// Whatever fetches collateral does so before, on its own time.
/// </remarks>
public interface ICollateralSource
{
    /// <summary>The collateral of those platforms, ready to verify with; null when there is none.</summary>
    PreparedCollateral? Find(CollateralKey key);
}
