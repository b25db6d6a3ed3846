namespace Sgx.Dcap.Certificates;

/// <summary>The root that a verifier's trust ends in: Intel's public key, or one certificate named by the caller.</summary>
public sealed class TrustAnchor
{
    /// <summary>Intel's SGX root, by its public key, so that every issue of the certificate will do.</summary>
    public static TrustAnchor Intel { get; } = new();

    /// <summary>Exactly the given root certificate: the only way to trust a simulated platform.</summary>
    /// <exception cref="SgxFormatException">Not one self-signed P-256 certification authority in PEM.</exception>
    public static TrustAnchor FromPem(string pem) => throw new NotImplementedException(pem);

    /// <summary>Whether the root's public key is Intel's.</summary>
    public bool IsIntel { get; private init; }

    /// <summary>Whether the root's organization says "Simulated". A hint to show, not a decision.</summary>
    public bool IsSimulated { get; private init; }

    /// <summary>The root's name, as <c>CN=Intel SGX Root CA, O=Intel Corporation</c>.</summary>
    public string Subject { get; private init; } = "";

    /// <summary>Of the root's DER: 64 lower-case hexadecimal digits; null when the anchor is a key alone.</summary>
    public string? Sha256 { get; private init; }
}
