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
    /// <returns>Never anything but a verdict, however hostile quote and collateral are.</returns>
    public QuoteVerdict Verify(Quote quote, QuoteCollateral collateral, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(quote);
        ArgumentNullException.ThrowIfNull(collateral);
        try
        {
            return Decide(quote, collateral, at);
        }
        catch (QuoteRejectedException e)
        {
            return new QuoteVerdict.Rejected(e.Reason, e.Message);
        }
    }

    /// <summary>Makes collateral ready for many quotes.</summary>
    public PreparedCollateral Prepare(QuoteCollateral collateral) => new(this, collateral);

    private QuoteVerdict.Verified Decide(Quote quote, QuoteCollateral collateral, DateTimeOffset at)
    {
        // 1-2: the quote carries a PCK certificate that leads to the trusted root.
        quote.RequireIntel();
        var pckChain = PckChain.Of(quote);
        var revocation = RevocationLists.Parse(collateral);
        var root = pckChain.Verify(anchor, rootMatching);
        var platform = pckChain.ReadExtension();

        // 3: nothing in that chain is revoked, by the word of those who issued it.
        revocation.Verify(pckChain, root);

        // 4-5: TCB info and QE identity are signed under the same root.
        var tcbSigning = SigningChain.Verify(collateral.TcbInfoIssuerChain, root, revocation);
        var tcbInfo = SignedDocument<TcbInfo>.Parse(collateral.TcbInfo).Verify(tcbSigning.Leaf);
        var qeSigning = SigningChain.Verify(collateral.QeIdentityIssuerChain, root, revocation);
        var qeIdentity = SignedDocument<QeIdentity>.Parse(collateral.QeIdentity).Verify(qeSigning.Leaf);

        // 6: the TCB info is about this model of platform.
        tcbInfo.RequireFor(platform);

        // 7-8: the platform vouches for the quoting enclave, and that enclave for the attestation key.
        quote.RequireQeReportSignedBy(pckChain.Pck);
        quote.RequireQeReportBindsKey();
        var qeLevel = qeIdentity.Match(quote.Signature.QeReport);

        // 9: the attestation key vouches for the enclave.
        quote.RequireSignedByAttestationKey();

        // 10: how well patched all of that is.
        var tcb = tcbInfo.Match(platform.Tcb).WorseOf(qeLevel).RequireNotRevoked();

        // 11: what was not current at the time, which is not a reason to reject.
        IEnumerable<ValidityPeriod> validity =
        [
            .. pckChain.Validity, .. revocation.Validity,
            .. tcbSigning.Validity, tcbInfo.Validity,
            .. qeSigning.Validity, qeIdentity.Validity,
        ];
        return Vouch(quote, platform, root, tcb) with
        {
            NotCurrent = [.. validity.Distinct().Where(period => !period.Covers(at))],
        };
    }

    private static QuoteVerdict.Verified Vouch(
        Quote quote, PckExtension platform, TrustedRoot root, TcbLevel tcb) => new()
        {
            Claims = EnclaveClaims.Of(quote),
            TcbStatus = tcb.Status,
            TcbDate = tcb.Date,
            AdvisoryIds = tcb.AdvisoryIds,
            Fmspc = Convert.ToHexStringLower(platform.Fmspc.Span),
            PceId = Convert.ToHexStringLower(platform.PceId.Span),
            Root = TrustAnchor.Describe(root.Certificate),
            NotCurrent = [],
        };
}
