using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Tests.Minting;

namespace Sgx.Dcap.Tests.Certificates;

public sealed class CertificateTests
{
    // id-ce 14 and 35, as they stand in the DER: OBJECT IDENTIFIER, three bytes.
    private static readonly byte[] SubjectKeyIdOid = [0x06, 0x03, 0x55, 0x1d, 0x0e];
    private static readonly byte[] CrlDistributionPointsOid = [0x06, 0x03, 0x55, 0x1d, 0x1f];
    private static readonly byte[] EcdsaWithSha256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
    private static readonly byte[] EcdsaWithSha384 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03];
    private static readonly byte[] Version3 = [0xa0, 0x03, 0x02, 0x01, 0x02];
    private static readonly byte[] Version2 = [0xa0, 0x03, 0x02, 0x01, 0x01];

    private static readonly MintedCertificate Root =
        new() { CommonName = "Root", Key = NewKey(ECCurve.NamedCurves.nistP256), IsCa = true };

    [Fact]
    public void A_certificate_is_read()
    {
        var certificate = Certificate.Parse(Root.Der);

        Assert.Equal("CN=Root, O=Simulated SGX", $"{certificate.Subject}");
        Assert.Equal((MintedCertificate.From, MintedCertificate.Until), (certificate.NotBefore, certificate.NotAfter));
        Assert.True(certificate.IsSelfIssued);
        Assert.True(certificate.IsIssuedBy(certificate));
        Assert.True(certificate.Extensions.BasicConstraints!.IsCa);
    }

    [Fact]
    public void Every_flipped_byte_makes_it_malformed_or_unsigned()
    {
        var root = Certificate.Parse(Root.Der);
        for (var i = 0; i < Root.Der.Length; i++)
        {
            var flipped = Root.Der.ToArray();
            flipped[i] ^= 0x01;
            Assert.False(IsIssued(flipped, root), $"byte {i}");
        }
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        for (var length = 0; length < Root.Der.Length; length++)
            AssertRefused(Root.Der[..length]);
    }

    [Fact]
    public void A_byte_behind_is_refused() => AssertRefused([.. Root.Der, 0]);

    [Fact]
    public void A_key_on_another_curve_is_refused() =>
        AssertRefused((Root with { Key = NewKey(ECCurve.NamedCurves.nistP384) }).Der);

    [Fact]
    public void An_unknown_critical_extension_is_refused() =>
        AssertRefused((Root with { More = [Unknown(critical: true)] }).Der);

    [Fact]
    public void An_unknown_extension_that_is_not_critical_is_ignored() =>
        Assert.NotNull(Certificate.Parse((Root with { More = [Unknown(critical: false)] }).Der));

    [Fact]
    public void An_extension_twice_is_refused()
    {
        var e = Assert.Throws<SgxFormatException>(
            () => Certificate.Parse(Replace(Root.Der, SubjectKeyIdOid, CrlDistributionPointsOid)));
        Assert.Contains("twice", e.Message);
    }

    [Fact]
    public void Another_signature_algorithm_inside_or_outside_is_refused()
    {
        AssertRefused(Replace(Root.Der, EcdsaWithSha256, EcdsaWithSha384, last: false));
        AssertRefused(Replace(Root.Der, EcdsaWithSha256, EcdsaWithSha384, last: true));
    }

    [Fact]
    public void Another_version_is_refused() => AssertRefused(Replace(Root.Der, Version3, Version2));

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x80)]
    [InlineData(0xff)]
    public void A_serial_number_that_is_not_positive_is_refused(byte serial) =>
        AssertRefused(Replace(Root.Der, [.. Version3, 0x02, 0x01, 0x10], [.. Version3, 0x02, 0x01, serial]));

    [Fact]
    public void Deeply_nested_der_is_refused_without_recursion() =>
        AssertRefused([.. Enumerable.Repeat<byte[]>([0x30, 0x80], 100_000).SelectMany(bytes => bytes)]);

    private static X509Extension Unknown(bool critical) => new("1.2.3.4", [0x05, 0x00], critical);

    private static ECDsa NewKey(ECCurve curve) => ECDsa.Create(curve);

    private static bool IsIssued(byte[] der, Certificate issuer)
    {
        try
        {
            return Certificate.Parse(der).IsIssuedBy(issuer);
        }
        catch (SgxFormatException)
        {
            return false;
        }
    }

    private static byte[] Replace(byte[] der, byte[] what, byte[] with, bool last = false)
    {
        var at = last ? der.AsSpan().LastIndexOf(what) : der.AsSpan().IndexOf(what);
        Assert.NotEqual(-1, at);
        return [.. der[..at], .. with, .. der[(at + what.Length)..]];
    }

    private static void AssertRefused(byte[] der) => Assert.Throws<SgxFormatException>(() => Certificate.Parse(der));
}
