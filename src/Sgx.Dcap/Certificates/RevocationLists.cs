using Sgx.Dcap.Collateral;
using static Sgx.Dcap.RejectionReason;

namespace Sgx.Dcap.Certificates;

/// <summary>The two lists of a verification: the root's, and that of the CA which issued the PCK certificate.</summary>
internal sealed class RevocationLists
{
    private readonly CertificateRevocationList _root;
    private readonly CertificateRevocationList _pck;
    private readonly CertificateChain _pckIssuer;

    private RevocationLists(QuoteCollateral collateral)
    {
        _root = CertificateRevocationList.Parse(collateral.RootCaCrl, "root CA CRL");
        _pck = CertificateRevocationList.Parse(collateral.PckCrl, "PCK CRL");
        _pckIssuer = QuoteRejectedException.IfMalformed(UnsupportedCertFormat, () =>
            CertificateChain.Parse(collateral.PckCrlIssuerChain, CertificateRole.PckCa, CertificateRole.Root));
    }

    public IEnumerable<ValidityPeriod> Validity => [_root.Validity, _pck.Validity, .. _pckIssuer.Validity];

    /// <exception cref="QuoteRejectedException">Malformed.</exception>
    public static RevocationLists Parse(QuoteCollateral collateral) => new(collateral);

    /// <summary>The lists are those of the chain's issuers, and none of the chain's certificates is in them.</summary>
    public void Verify(PckChain chain, TrustedRoot root)
    {
        _root.Verify(root.Certificate);
        _pck.Verify(chain.Ca);
        RequireIssuer(chain.Ca, root.Links);
        if (_root.Revokes(chain.Ca))
            throw new QuoteRejectedException(IntermediateCaRevoked, $"'{chain.Ca.Subject}' is revoked");
        if (_pck.Revokes(chain.Pck))
            throw new QuoteRejectedException(PckRevoked, "the PCK certificate is revoked");
    }

    /// <summary>The signer of a document is not in the root's list.</summary>
    public void RequireNotRevoked(Certificate signer)
    {
        if (_root.Revokes(signer))
            throw new QuoteRejectedException(TcbSigningCertRevoked, $"'{signer.Subject}' is revoked");
    }

    // Intel's library takes only dates from this chain. It must be of the same CA here, though maybe of another issue.
    private void RequireIssuer(Certificate ca, VerifiedLinks links)
    {
        _pckIssuer.Verify(links);
        if (!_pckIssuer.Leaf.HasNameAndKeyOf(ca))
            throw new QuoteRejectedException(
                CrlUnknownIssuer, $"the PCK CRL comes with the chain of '{_pckIssuer.Leaf.Subject}'");
    }
}
