using Sgx.Dcap.Certificates;
using static Sgx.Dcap.RejectionReason;

namespace Sgx.Dcap.Collateral;

/// <summary>The certificates that vouch for a document: TCB signing, then the root.</summary>
internal static class SigningChain
{
    /// <summary>Reads and verifies a chain down from the root of the verification.</summary>
    /// <exception cref="QuoteRejectedException">
    /// Malformed, of other certificates, of another root, or revoked.
    /// </exception>
    public static CertificateChain Verify(ReadOnlyMemory<byte> pem, TrustedRoot root, RevocationLists revocation)
    {
        var chain = QuoteRejectedException.IfMalformed(UnsupportedCertFormat, () =>
            CertificateChain.Parse(pem, CertificateRole.TcbSigning, CertificateRole.Root));
        chain.Verify(root.Links);
        revocation.RequireNotRevoked(chain.Leaf);
        return root.Is(chain.Root)
            ? chain
            : throw new QuoteRejectedException(
                TcbSigningCertChainUntrusted, $"the chain ends in another root, {chain.Root.Subject}");
    }
}
