using Sgx.Dcap.Collateral;
using Sgx.Quotes;

namespace Sgx.Dcap;

/// <summary>Collateral, ready to verify one quote after the other with.</summary>
public sealed class PreparedCollateral
{
    private readonly QuoteVerifier _verifier;
    private readonly QuoteCollateral _collateral;

    internal PreparedCollateral(QuoteVerifier verifier, QuoteCollateral collateral) =>
        (_verifier, _collateral) = (verifier, collateral);

    /// <summary>What is wrong with the collateral itself; null when nothing is.</summary>
    public QuoteVerdict.Rejected? Fault { get; }

    /// <summary>Verifies a quote as of the given time.</summary>
    public QuoteVerdict Verify(Quote quote, DateTimeOffset at) => _verifier.Verify(quote, _collateral, at);
}
