using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sgx.Dcap.RaTls;
using Sgx.Testing;
using static Sgx.Dcap.Tests.RaTls.EnclavePeer;

namespace Sgx.Dcap.Tests.RaTls;

public sealed class PeerCertificateTests : IDisposable
{
    private readonly ECDsa _key = NewKey();

    public void Dispose() => _key.Dispose();

    [Fact]
    public void One_signed_by_another_key_is_refused()
    {
        using var other = NewKey();
        var request = new CertificateRequest("CN=peer", _key, HashAlgorithmName.SHA256)
        {
            CertificateExtensions = { Extension("1.2.3.4", [5]) },
        };
        using var certificate = request.Create(
            new X500DistinguishedName("CN=peer"), X509SignatureGenerator.CreateForECDsa(other),
            SimulatedNode.Time, SimulatedNode.Time.AddDays(1), [1]);

        Refuses(certificate.RawData, "expected a signature by its own key");
    }

    [Fact]
    public void An_RSA_key_is_refused()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest(
            "CN=peer", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(SimulatedNode.Time, SimulatedNode.Time.AddDays(1));

        Refuses(certificate.RawData, "expected ECDSA with");
    }

    [Fact]
    public void A_key_over_another_curve_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP521);

        Refuses(Certify(key, HashAlgorithmName.SHA512), "expected a key over P-256 or P-384");
    }

    [Theory]
    [InlineData("SHA256")]
    [InlineData("SHA384")]
    [InlineData("SHA512")]
    public void Each_hash_of_a_signature_will_do(string hash)
    {
        using var key = NewKey(384);

        _ = PeerCertificate.Parse(Certify(key, new HashAlgorithmName(hash), Extension("1.2.3.4", [5])));
    }

    [Fact]
    public void An_unknown_critical_extension_is_refused() =>
        Refuses(Certify(_key, Extension("1.2.3.4", [5], critical: true)), "1.2.3.4");

    [Fact]
    public void The_usual_critical_extensions_are_understood()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("example.org");

        var certificate = PeerCertificate.Parse(Certify(
            _key,
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true),
            new X509BasicConstraintsExtension(false, false, 0, critical: true),
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: true),
            names.Build(critical: true)));

        Assert.Equal(_key.ExportSubjectPublicKeyInfo(), certificate.PublicKey.Der.ToArray());
    }

    [Fact]
    public void Bytes_behind_it_are_refused() =>
        Refuses([.. Certify(_key, Extension("1.2.3.4", [5])), 0], "strict DER");

    [Fact]
    public void One_without_extensions_is_refused() => Refuses(Certify(_key), "strict DER");

    [Fact]
    public void More_than_128_KiB_are_not_looked_at() =>
        Refuses(new byte[PeerCertificate.MaxSize + 1], "expected at most 131072 bytes, found 131073");

    private static void Refuses(byte[] der, string detail)
    {
        var refused = Refusal(Verify().Verify(der));

        Assert.Equal(AppraisalStep.Certificate, refused.Step);
        Assert.Contains(detail, refused.Detail, StringComparison.Ordinal);
    }
}
