using Sgx.Dcap.Policy;
using Sgx.Dcap.Tests.Minting;

namespace Sgx.Dcap.Tests.Policy;

public sealed class PlatformCertificateTests
{
    private static readonly MintedPlatform Minted = new();

    [Fact]
    public void A_certificate_alone_in_its_chain_or_in_a_quote_is_of_one_platform()
    {
        PlatformCertificate[] certificates =
        [
            PlatformCertificate.Parse(MintedPlatform.Pem(Minted.Pck)),
            PlatformCertificate.Parse(MintedPlatform.Pem(Minted.Pck, Minted.Ca, Minted.Root)),
            PlatformCertificate.In(Minted.Quote),
        ];

        Assert.All(certificates, certificate =>
        {
            Assert.Equal("00606a000000", Convert.ToHexStringLower(certificate.Platform.Fmspc!.Value.Span));
            Assert.Equal(new byte[16], certificate.Platform.Ppid!.Value.ToArray());
            Assert.Equal(new byte[16], certificate.Platform.PlatformInstanceId!.Value.ToArray());
            Assert.Null(certificate.Refuse(Prepare(Minted), MintedPlatform.Now));
        });
    }

    [Fact]
    public void The_platform_of_a_certificate_is_the_one_that_its_quote_is_verified_to_come_from()
    {
        var verified = Assert.IsType<QuoteVerdict.Verified>(Minted.Verify());

        Assert.True(PlatformCertificate.In(Minted.Quote).Platform.Is(verified.Supplemental));
    }

    [Fact]
    public void A_revoked_certificate_is_refused() =>
        Assert.StartsWith(
            "PckRevoked",
            PlatformCertificate.Parse(MintedPlatform.Pem(Minted.Pck))
                .Refuse(Prepare(Minted with { RevokedByCa = [Minted.Pck.Serial] }), MintedPlatform.Now),
            StringComparison.Ordinal);

    [Fact]
    public void A_certificate_that_has_run_out_is_refused() =>
        Assert.Contains(
            "holds from",
            PlatformCertificate.Parse(MintedPlatform.Pem(Minted.Pck))
                .Refuse(Prepare(Minted), MintedCertificate.Until.AddDays(1)),
            StringComparison.Ordinal);

    [Fact]
    public void A_certificate_of_another_root_is_refused() =>
        Assert.NotNull(PlatformCertificate.In(new MintedPlatform().Quote).Refuse(Prepare(Minted), MintedPlatform.Now));

    [Fact]
    public void Collateral_that_is_refused_proves_nothing() =>
        Assert.StartsWith(
            "TcbInfoUnsupportedFormat",
            PlatformCertificate.In(Minted.Quote).Refuse(Prepare(Minted with { TcbInfo = "{}" }), MintedPlatform.Now),
            StringComparison.Ordinal);

    [Fact]
    public void What_is_no_pck_certificate_is_malformed() =>
        Assert.Throws<SgxFormatException>(() => PlatformCertificate.Parse(MintedPlatform.Pem(Minted.Ca)));

    private static PreparedCollateral Prepare(MintedPlatform platform) =>
        new QuoteVerifier(platform.Anchor).Prepare(platform.Collateral);
}
