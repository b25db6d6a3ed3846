using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sgx.Simulation.Pki;

/// <summary>A key of the simulated Intel together with the certificate that names it.</summary>
internal sealed class CertifiedKey
{
    /// <summary>When every simulated certificate is valid: from Intel's first to the end of two-digit years.</summary>
    public static readonly DateTimeOffset NotBefore = new(2018, 5, 21, 10, 45, 10, TimeSpan.Zero);

    /// <inheritdoc cref="NotBefore" />
    public static readonly DateTimeOffset NotAfter = new(2049, 12, 31, 23, 59, 59, TimeSpan.Zero);

    private CertifiedKey(CertificateProfile profile, SimulatedKey key, CertifiedKey? issuer)
    {
        (Profile, Key) = (profile, key);
        Name = SimulatedNames.Of(profile.CommonName);
        Certificate = Issue(issuer ?? this);
    }

    public CertificateProfile Profile { get; }

    public SimulatedKey Key { get; }

    public X500DistinguishedName Name { get; }

    /// <summary>DER.</summary>
    public byte[] Certificate { get; }

    /// <summary>PEM, with a line feed behind.</summary>
    public string Pem => PemEncoding.WriteString("CERTIFICATE", Certificate) + "\n";

    public static CertifiedKey SelfSigned(CertificateProfile profile, SimulatedKey key) =>
        new(profile, key, issuer: null);

    /// <summary>Certifies another key.</summary>
    public CertifiedKey Certify(CertificateProfile profile, SimulatedKey key) => new(profile, key, issuer: this);

    private byte[] Issue(CertifiedKey issuer)
    {
        var publicKey = DeterministicSignatureGenerator.PublicKeyOf(Key);
        var request = new CertificateRequest(Name, publicKey, HashAlgorithmName.SHA256);
        foreach (var extension in Profile.Extensions(issuer.Profile.KeyId))
            request.CertificateExtensions.Add(extension);

        var generator = new DeterministicSignatureGenerator(issuer.Key);
        using var certificate = request.Create(issuer.Name, generator, NotBefore, NotAfter, Profile.Serial);
        return certificate.RawData;
    }
}
