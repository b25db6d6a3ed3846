using Sgx.Dcap.Certificates;
using Sgx.Dcap.Tests.Minting;

namespace Sgx.Dcap.Tests.Certificates;

public sealed class CertificateChainTests
{
    private static readonly MintedPlatform Good = new();

    [Fact]
    public void The_order_in_the_file_does_not_matter()
    {
        var chain = Parse(Good.Ca, Good.Pck, Good.Root);

        Assert.Equal(Good.Pck.Der, chain.Leaf.Der.ToArray());
        Assert.Equal(Good.Ca.Der, chain.Issuer.Der.ToArray());
        Assert.Equal(Good.Root.Der, chain.Root.Der.ToArray());
    }

    [Fact]
    public void A_certificate_twice_is_refused() => AssertRefused(Good.Pck, Good.Pck, Good.Root);

    [Fact]
    public void Two_roots_are_refused() => AssertRefused(Good.Pck, Good.Root with { Serial = [0x12] }, Good.Root);

    [Fact]
    public void Two_certificates_of_one_issuer_are_refused() =>
        AssertRefused(Good.Pck, Good.Pck with { Serial = [0x21] }, Good.Root);

    [Fact]
    public void A_gap_is_refused() => AssertRefused(Good.Pck, Good.TcbSigning, Good.Root);

    [Fact]
    public void A_chain_without_root_is_refused() => AssertRefused(Good.Pck, Good.Ca, Good.TcbSigning);

    private static CertificateChain Parse(params MintedCertificate[] certificates) =>
        CertificateChain.Parse(
            MintedPlatform.Pem(certificates), new(root: null),
            CertificateRole.Pck, CertificateRole.PckCa, CertificateRole.Root);

    private static void AssertRefused(params MintedCertificate[] certificates) =>
        Assert.Throws<SgxFormatException>(() => Parse(certificates));
}
