using System.Security.Cryptography;

namespace Sgx.Dcap.Certificates;

/// <summary>The one root that every chain of a verification ends in.</summary>
/// <param name="Certificate">The root.</param>
/// <param name="Matching">What other certificates are the same root.</param>
internal sealed record TrustedRoot(Certificate Certificate, RootMatching Matching)
{
    /// <summary>For whoever asks a verdict where its trust ends.</summary>
    public RootCertificate Description { get; } = TrustAnchor.Describe(Certificate);

    /// <summary>SHA-384 over the public key, as in <see cref="SupplementalData.RootKeyId"/>.</summary>
    public ReadOnlyMemory<byte> KeyId { get; } = SHA384.HashData(Certificate.PublicKey.Uncompressed);

    public bool Is(Certificate root) => AreSame(Certificate, root, Matching);

    public static bool AreSame(Certificate one, Certificate other, RootMatching matching) => matching switch
    {
        RootMatching.SameKey => one.HasNameAndKeyOf(other),
        _ => one.Is(other),
    };
}
