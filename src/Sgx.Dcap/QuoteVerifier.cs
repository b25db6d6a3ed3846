using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Quotes;

namespace Sgx.Dcap;

/// <summary>Decides whether a genuine platform made a quote, and how well patched that platform is.</summary>
/// <remarks>
/// Pure: no network, no disk, no clock but the time it is given. The steps are those of docs/verification.md.
/// </remarks>
public sealed class QuoteVerifier(TrustAnchor anchor, RootMatching rootMatching = RootMatching.SameCertificate)
{
    /// <summary>Verifies a quote against collateral as of the given time.</summary>
    /// <remarks>Whoever verifies many quotes against the same collateral prepares it once.</remarks>
    /// <returns>Never anything but a verdict, however hostile quote and collateral are.</returns>
    public QuoteVerdict Verify(Quote quote, QuoteCollateral collateral, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(quote);
        var prepared = Prepare(collateral);
        var verdict = prepared.Verify(quote, at);
        prepared.Unload();
        return verdict;
    }

    /// <summary>Verifies collateral, for many quotes to be verified against it.</summary>
    /// <returns>Never null; hostile collateral has a <see cref="PreparedCollateral.Fault"/>.</returns>
    public PreparedCollateral Prepare(QuoteCollateral collateral)
    {
        ArgumentNullException.ThrowIfNull(collateral);
        return new(collateral, anchor, rootMatching);
    }
}
