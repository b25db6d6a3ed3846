using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Quotes;

namespace Sgx.Dcap;

/// <summary>Decides whether a genuine platform made a quote, and how well patched that platform is.</summary>
/// <remarks>Pure: no network, no disk, no clock but the time it is given. The steps are those of docs/verification.md.</remarks>
public sealed class QuoteVerifier(TrustAnchor anchor, RootMatching rootMatching = RootMatching.SameCertificate)
{
    /// <summary>Verifies a quote against collateral as of the given time.</summary>
    public QuoteVerdict Verify(Quote quote, QuoteCollateral collateral, DateTimeOffset at) =>
        throw new NotImplementedException($"{anchor} {rootMatching}");
}
