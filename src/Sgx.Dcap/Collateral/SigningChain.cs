using Sgx.Dcap.Certificates;
using static Sgx.Dcap.RejectionReason;

namespace Sgx.Dcap.Collateral;

/// <summary>The certificates that vouch for a document: TCB signing, then the root.</summary>
internal static class SigningChain
{
    /// <summary>Reads a chain and verifies it, but for the trust in its root.</summary>
    /// <exception cref="QuoteRejectedException">Malformed, of other certificates, or one is not signed.</exception>
    public static CertificateChain Verify(ReadOnlyMemory<byte> pem, KnownCertificates known)
    {
        var chain = QuoteRejectedException.IfMalformed(UnsupportedCertFormat, () =>
            CertificateChain.Parse(pem, known, CertificateRole.TcbSigning, CertificateRole.Root));
        chain.Verify(known);
        return chain;
    }

    /// <summary>The chain ends in a root that one trusts.</summary>
    public static void RequireRoot(this CertificateChain chain, bool isTrusted)
    {
        if (!isTrusted)
            throw new QuoteRejectedException(
                TcbSigningCertChainUntrusted, $"the signing chain ends in another root, '{chain.Root.Subject}'");
    }
}
