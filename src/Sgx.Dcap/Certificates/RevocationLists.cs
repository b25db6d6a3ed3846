using Sgx.Dcap.Collateral;
using static Sgx.Dcap.RejectionReason;

namespace Sgx.Dcap.Certificates;

/// <summary>The two lists of a verification: the root's, and that of the CA which issues PCK certificates.</summary>
internal sealed class RevocationLists
{
    private readonly CertificateChain _pckIssuer;

    private RevocationLists(QuoteCollateral collateral, KnownCertificates known)
    {
        Root = CertificateRevocationList.Parse(collateral.RootCaCrl, "root CA CRL");
        Pck = CertificateRevocationList.Parse(collateral.PckCrl, "PCK CRL");
        _pckIssuer = QuoteRejectedException.IfMalformed(UnsupportedCertFormat, () => CertificateChain.Parse(
            collateral.PckCrlIssuerChain, known, CertificateRole.PckCa, CertificateRole.Root));
    }

    public CertificateRevocationList Root { get; }
    public CertificateRevocationList Pck { get; }

    public IEnumerable<ValidityPeriod> Validity => [Root.Validity, Pck.Validity, .. _pckIssuer.Validity];

    /// <exception cref="QuoteRejectedException">Malformed.</exception>
    public static RevocationLists Parse(QuoteCollateral collateral, KnownCertificates known) => new(collateral, known);

    /// <summary>The lists are those of the root, and of a CA under it.</summary>
    /// <remarks>
    /// Intel's library takes only dates from the CRL's issuer chain. It must hold here, though it may end in another
    /// issue of the root.
    /// </remarks>
    public void Verify(TrustedRoot root, KnownCertificates known)
    {
        Root.Verify(root.Certificate);
        _pckIssuer.Verify(known);
        if (!_pckIssuer.Root.HasNameAndKeyOf(root.Certificate))
            throw new QuoteRejectedException(
                CrlUnknownIssuer, $"the PCK CRL comes with a chain of another root, '{_pckIssuer.Root.Subject}'");
        Pck.Verify(_pckIssuer.Leaf);
    }

    /// <summary>The lists are those of the chain's issuers, and none of the chain's certificates is in them.</summary>
    public void RequireNotRevoked(PckChain chain)
    {
        if (!_pckIssuer.Leaf.HasNameAndKeyOf(chain.Ca))
            throw new QuoteRejectedException(
                CrlUnknownIssuer, $"the PCK CRL is by '{_pckIssuer.Leaf.Subject}', not by '{chain.Ca.Subject}'");
        if (Root.Revokes(chain.Ca))
            throw new QuoteRejectedException(IntermediateCaRevoked, $"'{chain.Ca.Subject}' is revoked");
        if (Pck.Revokes(chain.Pck))
            throw new QuoteRejectedException(PckRevoked, "the PCK certificate is revoked");
    }

    /// <summary>The signer of a document is not in the root's list.</summary>
    public void RequireNotRevoked(Certificate signer)
    {
        if (Root.Revokes(signer))
            throw new QuoteRejectedException(TcbSigningCertRevoked, $"'{signer.Subject}' is revoked");
    }
}
