namespace Sgx.Dcap.Certificates;

/// <summary>What a certificate of the PCK hierarchy says, before anybody has verified it.</summary>
/// <remarks>For showing; never a reason to believe it.</remarks>
public sealed record CertificateFacts
{
    /// <summary>Certificates of one PEM text at most; a chain has three.</summary>
    public const int MaxCertificates = 16;

    /// <summary>What it is by its name, as <c>PCK certificate</c>; null where the name says nothing.</summary>
    public required string? Role { get; init; }

    /// <summary>As <c>CN=Intel SGX Root CA, O=Intel Corporation</c>.</summary>
    public required string Subject { get; init; }

    public required string Issuer { get; init; }

    /// <summary>Lower-case hexadecimal digits, big-endian.</summary>
    public required string SerialNumber { get; init; }

    public required DateTimeOffset NotBefore { get; init; }
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>Whether it may issue others.</summary>
    public required bool IsCa { get; init; }

    /// <summary>Of the DER: 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Whether its key is that of Intel's SGX root.</summary>
    public required bool IsIntelRoot { get; init; }

    /// <summary>What Intel's SGX extension says of a platform; null where there is none.</summary>
    public required PckCertificate? Pck { get; init; }

    /// <summary>Reads one certificate.</summary>
    /// <exception cref="SgxFormatException">Not strict DER of a certificate of this hierarchy.</exception>
    public static CertificateFacts OfDer(ReadOnlyMemory<byte> der) => From(Certificate.Parse(der));

    /// <summary>Reads one to <see cref="MaxCertificates"/> certificates, in the order in which they stand.</summary>
    /// <exception cref="SgxFormatException">Not strict PEM, or not of such certificates.</exception>
    public static IReadOnlyList<CertificateFacts> OfPem(ReadOnlyMemory<byte> pem) =>
        Pem.ReadCertificates(pem.Span, 1, MaxCertificates).ConvertAll(der => OfDer(der));

    private static CertificateFacts From(Certificate certificate) => new()
    {
        Role = RoleOf(certificate)?.Title,
        Subject = certificate.Subject.ToString(),
        Issuer = certificate.Issuer.ToString(),
        SerialNumber = Convert.ToHexStringLower(certificate.SerialNumber.Span),
        NotBefore = certificate.NotBefore,
        NotAfter = certificate.NotAfter,
        IsCa = certificate.Extensions.BasicConstraints is { IsCa: true },
        Sha256 = certificate.Sha256,
        IsIntelRoot = TrustAnchor.Describe(certificate).IsIntel,
        Pck = certificate.Extensions.All.Has(PckExtension.Oid) ? PckCertificate.Of(certificate) : null,
    };

    // That of a PCK CA is last: "CA" is in the name of the root too.
    private static CertificateRole? RoleOf(Certificate certificate) => Array.Find(
        [CertificateRole.Root, CertificateRole.Pck, CertificateRole.TcbSigning, CertificateRole.PckCa],
        role => certificate.Subject.CommonName.Contains(role.CommonName, StringComparison.Ordinal));
}
