using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;

namespace Sgx.Dcap.Verification;

/// <summary>Collateral that was found to be Intel's word, or that of another trusted root: immutable.</summary>
/// <remarks>Steps B and C of Intel's library, and what its step A says of revocation lists.</remarks>
internal sealed record VerifiedCollateral
{
    /// <summary>As it was served, for the PCK certificate in it.</summary>
    public required QuoteCollateral Served { get; init; }

    public required TrustedRoot Root { get; init; }
    public required KnownCertificates Known { get; init; }
    public required RevocationLists Revocation { get; init; }
    public required TcbInfo TcbInfo { get; init; }
    public required QeIdentity Identity { get; init; }

    /// <summary>Of everything but the PCK chain.</summary>
    public required IReadOnlyList<ValidityPeriod> Validity { get; init; }

    /// <exception cref="QuoteRejectedException">Malformed, not signed as it should be, or revoked.</exception>
    public static VerifiedCollateral Of(QuoteCollateral served, TrustAnchor anchor, RootMatching matching)
    {
        var known = new KnownCertificates(anchor.Certificate);

        // 1: TCB info and QE identity come with chains that end in the one trusted root.
        var tcbSigning = SigningChain.Verify(served.TcbInfoIssuerChain, known);
        tcbSigning.RequireRoot(anchor.Accepts(tcbSigning.Root, matching));
        var root = new TrustedRoot(tcbSigning.Root, matching);
        var qeSigning = served.QeIdentityIssuerChain.Span.SequenceEqual(served.TcbInfoIssuerChain.Span)
            ? tcbSigning
            : SigningChain.Verify(served.QeIdentityIssuerChain, known);
        qeSigning.RequireRoot(root.Is(qeSigning.Root));

        // 2: the root and one of its CAs say what they have revoked; the signers are not among it.
        var revocation = RevocationLists.Parse(served, known);
        revocation.Verify(root, known);
        revocation.RequireNotRevoked(tcbSigning.Leaf);
        revocation.RequireNotRevoked(qeSigning.Leaf);

        // 3: both documents are signed.
        var tcbInfo = SignedDocument<TcbInfo>.Parse(served.TcbInfo).Verify(tcbSigning.Leaf);
        var identity = SignedDocument<QeIdentity>.Parse(served.QeIdentity).Verify(qeSigning.Leaf);

        return new()
        {
            Served = served,
            Root = root,
            Known = known.Freeze(),
            Revocation = revocation,
            TcbInfo = tcbInfo,
            Identity = identity,
            Validity =
            [
                .. revocation.Validity,
                .. tcbSigning.Validity, tcbInfo.Validity,
                .. qeSigning.Validity, identity.Validity,
            ],
        };
    }
}
