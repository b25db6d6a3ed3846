using System.Text;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Tests.Minting;

namespace Sgx.Dcap.Tests.Certificates;

public sealed class TrustAnchorTests
{
    private static readonly MintedPlatform Good = new();

    [Fact]
    public void Intels_anchor_is_intels()
    {
        Assert.True(TrustAnchor.Intel.IsIntel);
        Assert.False(TrustAnchor.Intel.IsSimulated);
        Assert.Null(TrustAnchor.Intel.Sha256);
    }

    [Fact]
    public void An_anchor_from_a_simulated_root_says_so()
    {
        var anchor = TrustAnchor.FromPem(Good.Root.Pem);

        Assert.False(anchor.IsIntel);
        Assert.True(anchor.IsSimulated);
        Assert.Equal("CN=Test SGX Root CA, O=Simulated SGX", anchor.Subject);
    }

    [Fact]
    public void An_organization_of_another_name_is_not_simulated() =>
        Assert.False(TrustAnchor.FromPem((Good.Root with { Organization = "Intel Corporation" }).Pem).IsSimulated);

    [Fact]
    public void What_is_no_root_is_refused()
    {
        AssertRefused("");
        AssertRefused("not PEM");
        AssertRefused(Good.Ca.Pem);
        AssertRefused(Good.Root.Pem + Good.Root.Pem);
        AssertRefused((Good.Root with { IsCa = false, PathLength = null }).Pem);
        AssertRefused((Good.Root with { Forger = Good.Ca.Key }).Pem);
    }

    [Fact]
    public void A_whole_chain_is_refused() =>
        AssertRefused(Encoding.ASCII.GetString(MintedPlatform.Pem(Good.Ca, Good.Root)));

    private static void AssertRefused(string pem) => Assert.Throws<SgxFormatException>(() => TrustAnchor.FromPem(pem));
}
