using System.Text;

namespace Sgx.Dcap.Certificates;

/// <summary>
/// The root that a verifier's trust ends in: Intel's public key, or one certificate named by the caller.
/// </summary>
public sealed class TrustAnchor
{
    // Public key of "Intel SGX Root CA", X then Y; Intel hard-codes the same in QvE and libsgx_dcap_quoteverify.
    private static readonly EcdsaPublicKey IntelKey = new(Convert.FromHexString(
        "0ba9c4c0c0c86193a3fe23d6b02cda10a8bbd4e88e48b4458561a36e705525f5"
        + "67918e2edc88e40d860bd0cc4ee26aacc988e505a953558c453f6b0904ae7394"));

    private readonly Certificate? _certificate;

    private TrustAnchor(Certificate? certificate) => _certificate = certificate;

    /// <summary>Intel's SGX root, by its public key, so that every issue of the certificate will do.</summary>
    public static TrustAnchor Intel { get; } = new(certificate: null);

    /// <summary>Whether the root's public key is Intel's.</summary>
    public bool IsIntel => _certificate is null || HasIntelKey(_certificate);

    /// <summary>Whether the root's organization says "Simulated". A hint to show, not a decision.</summary>
    public bool IsSimulated => _certificate is not null && SaysSimulated(_certificate);

    /// <summary>The root's name, as <c>CN=Intel SGX Root CA, O=Intel Corporation</c>.</summary>
    public string Subject =>
        _certificate?.Subject.ToString() ?? "CN=Intel SGX Root CA, O=Intel Corporation, L=Santa Clara, ST=CA, C=US";

    /// <summary>Of the root's DER: 64 lower-case hexadecimal digits; null when the anchor is a key alone.</summary>
    public string? Sha256 => _certificate?.Sha256;

    /// <summary>Exactly the given root certificate: the only way to trust a simulated platform.</summary>
    /// <exception cref="SgxFormatException">Not one self-signed P-256 certification authority in PEM.</exception>
    public static TrustAnchor FromPem(string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        var certificate = Certificate.Parse(Pem.ReadCertificates(Encoding.UTF8.GetBytes(pem), count: 1)[0]);
        if (!certificate.IsIssuedBy(certificate))
            throw new SgxFormatException("trusted root", "a self-signed certificate", $"one by '{certificate.Issuer}'");
        if (certificate.Extensions is not { BasicConstraints.IsCa: true, KeyUsage.KeyCertSign: true })
            throw new SgxFormatException(
                "trusted root", "a certification authority", $"'{certificate.Subject}', which is none");
        return new(certificate);
    }

    /// <summary>The certificate that is trusted; null when the anchor is a key alone.</summary>
    internal Certificate? Certificate => _certificate;

    /// <summary>Whether a chain may end in the given root, whose signature of itself has been verified.</summary>
    internal bool Accepts(Certificate root, RootMatching matching) => _certificate is null
        ? HasIntelKey(root)
        : TrustedRoot.AreSame(_certificate, root, matching);

    /// <summary>Intel's key once for all issues of its root, so that it is loaded once; others as they are.</summary>
    internal static EcdsaPublicKey Share(EcdsaPublicKey key) => key.Is(IntelKey) ? IntelKey : key;

    internal static RootCertificate Describe(Certificate root) =>
        new(root.Subject.ToString(), root.Sha256, HasIntelKey(root), SaysSimulated(root));

    private static bool HasIntelKey(Certificate root) => root.PublicKey.Is(IntelKey);

    private static bool SaysSimulated(Certificate root) =>
        root.Subject.Organization.Contains("Simulated", StringComparison.OrdinalIgnoreCase);
}
