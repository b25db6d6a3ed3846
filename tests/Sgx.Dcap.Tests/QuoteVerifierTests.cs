using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Dcap.Tests.Minting;
using Sgx.Quotes;
using static Sgx.Dcap.RejectionReason;

namespace Sgx.Dcap.Tests;

public sealed class QuoteVerifierTests
{
    private static readonly MintedPlatform Good = new();

    [Fact]
    public void A_good_quote_is_verified_with_its_claims()
    {
        var verified = Assert.IsType<QuoteVerdict.Verified>(Good.Verify());

        Assert.Equal(TcbStatus.UpToDate, verified.TcbStatus);
        Assert.Equal(new(2024, 3, 13, 0, 0, 0, TimeSpan.Zero), verified.TcbDate);
        Assert.Equal("00606a000000", verified.Fmspc);
        Assert.Equal("0000", verified.PceId);
        Assert.False(verified.CollateralExpired);
        Assert.Equal(EnclaveAttributes.Init, verified.Enclave?.Attributes);
        Assert.Equal(64, verified.Claims.ReportData.Length);
    }

    [Fact]
    public void A_simulated_root_is_named_as_such_and_is_not_intels()
    {
        var root = Assert.IsType<QuoteVerdict.Verified>(Good.Verify()).Root;

        Assert.True(root.IsSimulated);
        Assert.False(root.IsIntel);
        Assert.Equal(Good.Anchor.Sha256, root.Sha256);
    }

    [Fact]
    public void A_simulated_platform_is_not_trusted_by_intels_anchor() =>
        AssertRejected(
            PckCertChainUntrusted, Verify(TrustAnchor.Intel, Good.Quote, Good.Collateral));

    [Fact]
    public void Another_root_of_the_same_name_is_not_trusted() =>
        AssertRejected(
            PckCertChainUntrusted,
            Verify(new MintedPlatform().Anchor, Good.Quote, Good.Collateral));

    [Fact]
    public void Two_issues_of_one_root_are_two_roots_unless_the_key_decides()
    {
        var reissued = Good with { TcbInfoRoot = Good.Root with { Serial = [0x11] } };

        AssertRejected(TcbSigningCertChainUntrusted, reissued.Verify());
        Assert.IsType<QuoteVerdict.Verified>(reissued.Verify(RootMatching.SameKey));
    }

    [Fact]
    public void An_intermediate_that_is_no_ca_is_refused() =>
        AssertRejected(IntermediateCaInvalidExtensions, WithCa(ca => ca with { IsCa = false, PathLength = null }));

    [Fact]
    public void An_intermediate_that_may_not_sign_certificates_is_refused() =>
        AssertRejected(IntermediateCaInvalidExtensions, WithCa(ca => ca with { KeyUsage = X509KeyUsageFlags.CrlSign }));

    [Fact]
    public void An_intermediate_that_may_not_sign_revocation_lists_is_refused() =>
        AssertRejected(
            IntermediateCaInvalidExtensions, WithCa(ca => ca with { KeyUsage = X509KeyUsageFlags.KeyCertSign }));

    [Fact]
    public void A_root_that_allows_no_intermediate_is_refused()
    {
        var root = Good.Root with { PathLength = 0 };
        AssertRejected(RootCaInvalidExtensions, Under(root).Verify());
    }

    [Fact]
    public void A_pck_certificate_that_is_a_ca_is_refused() =>
        AssertRejected(PckInvalidExtensions, (Good with { Pck = Good.Pck with { IsCa = true } }).Verify());

    [Fact]
    public void A_pck_certificate_that_may_not_sign_is_refused() =>
        AssertRejected(
            PckInvalidExtensions,
            (Good with { Pck = Good.Pck with { KeyUsage = X509KeyUsageFlags.KeyAgreement } }).Verify());

    [Fact]
    public void A_pck_certificate_by_another_key_is_refused() =>
        AssertRejected(PckInvalidIssuer, (Good with { Pck = Good.Pck with { Forger = Good.Root.Key } }).Verify());

    [Fact]
    public void A_signing_certificate_by_another_key_is_refused() =>
        AssertRejected(
            TcbSigningCertInvalidIssuer,
            (Good with { TcbSigning = Good.TcbSigning with { Forger = Good.Ca.Key } }).Verify());

    [Fact]
    public void A_revoked_intermediate_is_refused() =>
        AssertRejected(IntermediateCaRevoked, (Good with { RevokedByRoot = [Good.Ca.Serial] }).Verify());

    [Fact]
    public void A_revoked_pck_certificate_is_refused() =>
        AssertRejected(PckRevoked, (Good with { RevokedByCa = [[0x01], Good.Pck.Serial] }).Verify());

    [Fact]
    public void A_revoked_signing_certificate_is_refused() =>
        AssertRejected(TcbSigningCertRevoked, (Good with { RevokedByRoot = [Good.TcbSigning.Serial] }).Verify());

    [Fact]
    public void The_roots_list_does_not_pass_for_the_intermediates() =>
        AssertRejected(CrlUnknownIssuer, Verify(Good.Collateral with { PckCrl = Good.Collateral.RootCaCrl }));

    [Fact]
    public void The_second_half_of_the_qe_report_data_counts() =>
        AssertRejected(InvalidQeReportData, (Good with { LastByteOfQeReportData = 1 }).Verify());

    [Fact]
    public void A_qe_identity_does_not_pass_for_a_tcb_info() =>
        AssertRejected(TcbInfoUnsupportedFormat, Verify(Good.Collateral with { TcbInfo = Good.Collateral.QeIdentity }));

    [Fact]
    public void A_document_by_another_key_is_refused()
    {
        var forged = MintedDocument.Sign("tcbInfo", MintedDocument.TcbInfo, Good.Pck.Key);
        AssertRejected(TcbInfoInvalidSignature, Verify(Good.Collateral with { TcbInfo = forged }));
    }

    [Fact]
    public void A_quoting_enclave_below_every_level_is_refused() =>
        AssertRejected(TcbNotSupported, (Good with { QeIsvSvn = 5 }).Verify());

    [Fact]
    public void A_revoked_quoting_enclave_is_refused_on_an_up_to_date_platform() =>
        AssertRejected(
            TcbRevoked, (Good with { QeIdentity = MintedDocument.QeIdentity.Replace("UpToDate", "Revoked") }).Verify());

    [Fact]
    public void Collateral_that_is_empty_is_an_answer_and_no_crash() =>
        AssertRejected(CrlUnsupportedFormat, Verify(Good.Collateral with { RootCaCrl = default }));

    [Fact]
    public void A_quote_that_carries_no_chain_is_refused()
    {
        var quote = Good.Quote.With(parts => parts with
        {
            CertificationData = new(CertificationDataType.PpidRsa3072, new byte[404]),
        });
        AssertRejected(
            UnsupportedQeCertificationDataType, Verify(Good.Anchor, quote, Good.Collateral));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_quote_without_chain_is_verified_with_the_pck_certificate_beside_it(bool withIssuers)
    {
        var quote = Good.Quote.With(parts => parts with
        {
            CertificationData = new(CertificationDataType.PpidRsa3072, new byte[404]),
        });
        var chain = withIssuers ? MintedPlatform.Pem(Good.Pck, Good.Ca, Good.Root) : MintedPlatform.Pem(Good.Pck);

        Assert.IsType<QuoteVerdict.Verified>(
            Verify(Good.Anchor, quote, Good.Collateral with { PckCertificateChain = chain }));
    }

    [Fact]
    public void A_quote_that_carries_the_pck_certificate_alone_is_verified_with_the_issuers_of_its_crl()
    {
        var quote = Good.Quote.With(parts => parts with
        {
            CertificationData = new(CertificationDataType.PckLeaf, (byte[])[.. MintedPlatform.Pem(Good.Pck), 0]),
        });
        Assert.IsType<QuoteVerdict.Verified>(Verify(Good.Anchor, quote, Good.Collateral));
    }

    [Fact]
    public void The_details_of_a_rejection_hold_nothing_that_a_terminal_obeys()
    {
        var hostile = Good with { Pck = Good.Pck with { CommonName = "\u001b[2J\n\u202e" } };
        var detail = Assert.IsType<QuoteVerdict.Rejected>(hostile.Verify()).Detail;
        Assert.DoesNotContain(detail, c => char.IsControl(c) || c == '\u202e');
    }

    [Fact]
    public void Verification_leaves_its_arguments_as_they_were()
    {
        var (quote, collateral) = (Good.Quote, Good.Collateral);
        var before = Digests(quote, collateral);

        _ = new QuoteVerifier(Good.Anchor).Verify(quote, collateral, MintedPlatform.Now);

        Assert.Equal(before, Digests(quote, collateral));
    }

    private static string[] Digests(Quote quote, QuoteCollateral collateral) =>
    [
        .. new[]
        {
            quote.Bytes, collateral.TcbInfo, collateral.TcbInfoIssuerChain, collateral.QeIdentity,
            collateral.QeIdentityIssuerChain, collateral.RootCaCrl, collateral.PckCrl, collateral.PckCrlIssuerChain,
        }.Select(bytes => Convert.ToHexString(SHA256.HashData(bytes.Span))),
    ];

    private static QuoteVerdict Verify(QuoteCollateral collateral) => Verify(Good.Anchor, Good.Quote, collateral);

    private static QuoteVerdict Verify(TrustAnchor anchor, Quote quote, QuoteCollateral collateral) =>
        new QuoteVerifier(anchor).Verify(quote, collateral, MintedPlatform.Now);

    private static QuoteVerdict WithCa(Func<MintedCertificate, MintedCertificate> change)
    {
        var ca = change(Good.Ca);
        return (Good with { Ca = ca, Pck = Good.Pck with { Issuer = ca } }).Verify();
    }

    private static MintedPlatform Under(MintedCertificate root)
    {
        var ca = Good.Ca with { Issuer = root };
        return Good with
        {
            Root = root,
            TcbInfoRoot = root,
            Ca = ca,
            Pck = Good.Pck with { Issuer = ca },
            TcbSigning = Good.TcbSigning with { Issuer = root },
        };
    }

    private static void AssertRejected(RejectionReason reason, QuoteVerdict verdict) =>
        Assert.Equal(reason, Assert.IsType<QuoteVerdict.Rejected>(verdict).Reason);
}
