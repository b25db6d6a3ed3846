using System.Security.Cryptography.X509Certificates;

namespace Sgx.Simulation.Pki;

/// <summary>What one certificate of the hierarchy says of its subject, beside the key.</summary>
internal sealed record CertificateProfile
{
    public required string CommonName { get; init; }

    /// <summary>20 bytes.</summary>
    public required byte[] Serial { get; init; }

    /// <summary>20 bytes; the same as <see cref="Serial"/> but in PCK certificates.</summary>
    public required byte[] KeyId { get; init; }

    /// <summary>Where the CRL is that would list this certificate.</summary>
    public required string CrlUrl { get; init; }

    /// <summary>How many CAs may stand below this one; null when it is no CA.</summary>
    public int? PathLength { get; init; }

    /// <summary>The SGX extension, in PCK certificates.</summary>
    public X509Extension? SgxExtension { get; init; }

    /// <summary>The extensions in the order of Intel's certificates.</summary>
    public IEnumerable<X509Extension> Extensions(byte[] issuerKeyId)
    {
        yield return X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(issuerKeyId);
        yield return CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([CrlUrl]);
        yield return new X509SubjectKeyIdentifierExtension(KeyId, critical: false);
        yield return new X509KeyUsageExtension(KeyUsage, critical: true);
        yield return PathLength is { } pathLength
            ? new X509BasicConstraintsExtension(true, hasPathLengthConstraint: true, pathLength, critical: true)
            : new X509BasicConstraintsExtension(false, hasPathLengthConstraint: false, 0, critical: true);
        if (SgxExtension is not null)
            yield return SgxExtension;
    }

    private X509KeyUsageFlags KeyUsage => PathLength is null
        ? X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation
        : X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign;
}
