using System.Text;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Tests.Minting;

namespace Sgx.Dcap.Tests.Certificates;

public sealed class FactsTests
{
    private static readonly MintedPlatform Good = new();

    [Fact]
    public void A_chain_says_what_each_certificate_is()
    {
        var chain = CertificateFacts.OfPem(Good.Quote.Signature.CertificationData.Bytes);

        Assert.Equal(["PCK certificate", "PCK CA certificate", "root CA certificate"], chain.Select(one => one.Role));
        Assert.Equal([false, true, true], chain.Select(one => one.IsCa));
        Assert.All(chain.Zip(chain.Skip(1)), pair => Assert.Equal(pair.First.Issuer, pair.Second.Subject));
        Assert.DoesNotContain(chain, one => one.IsIntelRoot);
        Assert.NotNull(chain[0].Pck);
        Assert.All(chain.Skip(1), one => Assert.Null(one.Pck));
    }

    [Fact]
    public void A_certificate_alone_may_be_der()
    {
        var root = CertificateFacts.OfDer(Good.Root.Der);

        Assert.Equal("root CA certificate", root.Role);
        Assert.Equal(MintedCertificate.Until, root.NotAfter);
        Assert.Equal(root, Assert.Single(CertificateFacts.OfPem(Encoding.ASCII.GetBytes(Good.Root.Pem))));
    }

    [Fact]
    public void As_many_certificates_as_no_chain_has_are_refused()
    {
        var pem = string.Concat(Enumerable.Repeat(Good.Root.Pem, CertificateFacts.MaxCertificates + 1));

        Assert.Throws<SgxFormatException>(() => CertificateFacts.OfPem(Encoding.ASCII.GetBytes(pem)));
        Assert.Throws<SgxFormatException>(() => CertificateFacts.OfPem(default));
    }

    [Fact]
    public void A_revocation_list_says_whom_it_revokes()
    {
        var der = Good.Root.Crl(MintedCertificate.From, MintedCertificate.Until, [0x10], [0x7f, 0x01]);

        var list = RevocationListFacts.Parse(der);

        Assert.Equal(CertificateFacts.OfDer(Good.Root.Der).Subject, list.Issuer);
        Assert.Equal(["10", "7f01"], list.Revoked.Order());
        Assert.Equal((MintedCertificate.From, MintedCertificate.Until), (list.ThisUpdate, list.NextUpdate));
        Assert.Equal(list.Number, RevocationListFacts.Parse(Encoding.ASCII.GetBytes(Convert.ToHexString(der))).Number);
    }

    [Fact]
    public void What_is_no_revocation_list_is_refused_as_malformed() =>
        Assert.Throws<SgxFormatException>(() => RevocationListFacts.Parse(Good.Root.Der));
}
