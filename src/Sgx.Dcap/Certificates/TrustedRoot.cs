namespace Sgx.Dcap.Certificates;

/// <summary>The one root that every chain of a verification ends in.</summary>
internal sealed record TrustedRoot(Certificate Certificate, RootMatching Matching)
{
    public bool Is(Certificate root) => Matching is RootMatching.SameKey
        ? root.HasNameAndKeyOf(Certificate)
        : root.Is(Certificate);
}
