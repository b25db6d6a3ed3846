using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sgx.Dcap.Tests.Minting;

/// <summary>A certificate to be made: a good one, unless a test changes something.</summary>
internal sealed record MintedCertificate
{
    public static readonly DateTimeOffset From = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Until = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private (MintedCertificate? Owner, byte[] Der) _minted = (null, []);

    public required string CommonName { get; init; }
    public required ECDsa Key { get; init; }

    /// <summary>Null for a root.</summary>
    public MintedCertificate? Issuer { get; init; }

    public string Organization { get; init; } = "Simulated SGX";
    public byte[] Serial { get; init; } = [0x10];
    public DateTimeOffset NotBefore { get; init; } = From;
    public DateTimeOffset NotAfter { get; init; } = Until;
    public bool IsCa { get; init; }
    public int? PathLength { get; init; }
    public X509KeyUsageFlags KeyUsage { get; init; } = X509KeyUsageFlags.DigitalSignature;
    public X509Extension[] More { get; init; } = [];

    /// <summary>Whose key signs, if not the issuer's.</summary>
    public ECDsa? Forger { get; init; }

    public X500DistinguishedName Name
    {
        get
        {
            var name = new X500DistinguishedNameBuilder();
            name.AddOrganizationName(Organization);
            name.AddCommonName(CommonName);
            return name.Build();
        }
    }

    /// <summary>Made once, since every signature is another. A copy of the record makes its own.</summary>
    public byte[] Der
    {
        get
        {
            if (!ReferenceEquals(_minted.Owner, this))
                _minted = (this, Mint());
            return _minted.Der;
        }
    }

    public string Pem => PemEncoding.WriteString("CERTIFICATE", Der) + "\n";

    private byte[] Mint()
    {
        var issuer = Issuer ?? this;
        var request = new CertificateRequest(Name, Key, HashAlgorithmName.SHA256);
        foreach (var extension in Extensions(issuer))
            request.CertificateExtensions.Add(extension);
        var generator = X509SignatureGenerator.CreateForECDsa(Forger ?? issuer.Key);
        using var certificate = request.Create(issuer.Name, generator, NotBefore, NotAfter, Serial);
        return certificate.RawData;
    }

    private X509SubjectKeyIdentifierExtension KeyId => new(new PublicKey(Key), critical: false);

    private IEnumerable<X509Extension> Extensions(MintedCertificate issuer) =>
    [
        X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(issuer.KeyId),
        CertificateRevocationListBuilder.BuildCrlDistributionPointExtension(["https://crl.example"]),
        KeyId,
        new X509KeyUsageExtension(KeyUsage, critical: true),
        new X509BasicConstraintsExtension(IsCa, PathLength.HasValue, PathLength ?? 0, critical: true),
        .. More,
    ];

    /// <summary>The issuer's list of revoked serial numbers.</summary>
    public byte[] Crl(DateTimeOffset from, DateTimeOffset until, params byte[][] revoked) =>
        Crl(from, until, number: 1, revoked);

    /// <summary>The same with another number.</summary>
    public byte[] Crl(DateTimeOffset from, DateTimeOffset until, BigInteger number, params byte[][] revoked)
    {
        var list = new CertificateRevocationListBuilder();
        foreach (var serial in revoked)
            list.AddEntry(serial, from);
        return list.Build(
            Name, X509SignatureGenerator.CreateForECDsa(Key), number, until, HashAlgorithmName.SHA256,
            X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(KeyId), from);
    }
}
