using static Sgx.Dcap.RejectionReason;

namespace Sgx.Dcap.Certificates;

/// <summary>
/// A place in the PCK hierarchy: what a certificate there must look like, and what it is called if it does not.
/// </summary>
/// <remarks>Intel's names are a sanity check, as in its own library; the trust is in signatures and root.</remarks>
internal sealed record CertificateRole
{
    public static readonly CertificateRole Root = new()
    {
        Title = "root CA certificate",
        CommonName = "SGX Root CA",
        IsCa = true,
        Missing = RootCaMissing,
        InvalidExtensions = RootCaInvalidExtensions,
        InvalidIssuer = RootCaInvalidIssuer,
    };

    public static readonly CertificateRole PckCa = new()
    {
        Title = "PCK CA certificate",
        CommonName = "CA",
        IsCa = true,
        Missing = IntermediateCaMissing,
        InvalidExtensions = IntermediateCaInvalidExtensions,
        InvalidIssuer = IntermediateCaInvalidIssuer,
    };

    public static readonly CertificateRole Pck = new()
    {
        Title = "PCK certificate",
        CommonName = "SGX PCK Certificate",
        Missing = PckMissing,
        InvalidExtensions = PckInvalidExtensions,
        InvalidIssuer = PckInvalidIssuer,
    };

    public static readonly CertificateRole TcbSigning = new()
    {
        Title = "TCB signing certificate",
        CommonName = "SGX TCB Signing",
        Missing = TcbSigningCertMissing,
        InvalidExtensions = TcbSigningCertInvalidExtensions,
        InvalidIssuer = TcbSigningCertInvalidIssuer,
    };

    /// <summary>For people.</summary>
    public required string Title { get; init; }

    /// <summary>What the subject's common name contains.</summary>
    public required string CommonName { get; init; }

    /// <summary>Whether it issues certificates and revocation lists; otherwise it signs data.</summary>
    public bool IsCa { get; init; }

    /// <summary>It has another name.</summary>
    public required RejectionReason Missing { get; init; }

    /// <summary>It lacks an extension, or has one that does not fit the role.</summary>
    public required RejectionReason InvalidExtensions { get; init; }

    /// <summary>Its issuer did not sign it.</summary>
    public required RejectionReason InvalidIssuer { get; init; }

    /// <summary>Refuses a certificate that does not look the part.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="casBelow">Certification authorities between it and the last of its chain.</param>
    public void Require(Certificate certificate, int casBelow)
    {
        if (Flaw(certificate.Extensions, casBelow) is { } flaw)
            throw new QuoteRejectedException(InvalidExtensions, $"the {Title} '{certificate.Subject}' {flaw}");
        if (!certificate.Subject.CommonName.Contains(CommonName, StringComparison.Ordinal))
            throw new QuoteRejectedException(Missing, $"'{certificate.Subject}' stands where the {Title} should");
    }

    private string? Flaw(CertificateExtensions extensions, int casBelow) => extensions switch
    {
        { AuthorityKeyId: null or [] } => "has no authority key identifier",
        { SubjectKeyId: null or [] } => "has no subject key identifier",
        { CrlDistributionPoints: null } => "has no CRL distribution points",
        { KeyUsage: null } => "has no key usage",
        { BasicConstraints: null } => "has no basic constraints",
        _ when extensions.BasicConstraints.IsCa != IsCa => IsCa ? "is no CA" : "is a CA",
        _ when extensions.BasicConstraints.PathLength < casBelow => "has too long a path below it",
        _ when IsCa && !extensions.KeyUsage.KeyCertSign => "may not sign certificates",
        _ when IsCa && !extensions.KeyUsage.CrlSign => "may not sign CRLs",
        _ when !IsCa && !extensions.KeyUsage.DigitalSignature => "may not sign data",
        _ => null,
    };
}
