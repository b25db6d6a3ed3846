using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sgx.Quotes;
using Sgx.Testing;

namespace Sgx.Simulation.Tests;

/// <summary>Quotes of versions 4 and 5 by a simulated platform, without the verifier's help.</summary>
public sealed class TdQuoteTests
{
    public static TheoryData<ushort, QuoteBodyType> Kinds => new()
    {
        { 4, QuoteBodyType.Enclave },
        { 5, QuoteBodyType.Enclave },
        { 4, QuoteBodyType.Td10 },
        { 5, QuoteBodyType.Td10 },
        { 5, QuoteBodyType.Td15 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_quote_is_of_the_kind_that_was_asked_for(ushort version, QuoteBodyType type)
    {
        var quote = await QuoteOf(version, type);

        Assert.Equal((version, type), (quote.Version, quote.BodyType));
        Assert.Equal(0, quote.Header.QeSvn);
        Assert.Equal(0, quote.Header.PceSvn);
        Assert.Equal(IntelQuotingEnclaves.VendorId, quote.Header.QeVendorId);
        Assert.Equal(quote.Bytes.ToArray(), Quote.Parse(quote.Bytes.Span).Bytes.ToArray());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_signature_in_it_holds_for_the_key_above_it(ushort version, QuoteBodyType type)
    {
        var quote = await QuoteOf(version, type);
        var signature = quote.Signature;
        var hash = SHA256.HashData([.. signature.AttestationKey, .. signature.AuthenticationData.Span]);

        Assert.True(Key(signature.AttestationKey).VerifyData(
            quote.SignedBytes, signature.Signature, HashAlgorithmName.SHA256));
        Assert.Equal((byte[])[.. hash, .. new byte[32]], signature.QeReport.ReportData);
        Assert.True(PckOf(quote).VerifyData(
            signature.QeReport.Bytes, signature.QeReportSignature, HashAlgorithmName.SHA256));
    }

    [Fact]
    public void Its_quoting_enclave_is_a_tdqe()
    {
        var tdqe = SimulatedNode.Platform.QuoteTd(SimulatedNode.Td.CreateReport([])).Signature.QeReport;

        Assert.Equal("dc9e2a7c6f948f17474e34a7fc43ed030f7c1563f1babddf6340c82e0e54a8c5", $"{tdqe.MrSigner}");
        Assert.Equal(2, tdqe.IsvProdId);
        Assert.Equal(SimulatedNode.Options.TdqeIsvSvn, tdqe.IsvSvn);
    }

    [Theory]
    [InlineData(4, QuoteBodyType.Td10)]
    [InlineData(5, QuoteBodyType.Td10)]
    [InlineData(5, QuoteBodyType.Td15)]
    public void It_says_what_the_tdreport_said(ushort version, QuoteBodyType type)
    {
        var td = new SimulatedTd(SimulatedNode.TdIdentity with { LaunchTcb = new(3, 1, 1) }, new TdxTcb(5, 1, 2));

        var body = SimulatedNode.Platform.QuoteTd(td.CreateReport([7]), version, type).TdBody;

        Assert.Equal(new TdxTcb(3, 1, 1).ToBytes(), body.TeeTcbSvn);
        Assert.Equal(new byte[48], body.MrSignerSeam);
        Assert.Equal(SHA384.HashData("This is a simulated TDX module: it protects and proves nothing."u8), body.MrSeam);
        Assert.Equal(TdAttributes.SeptVeDisable, body.TdAttributes);
        Assert.Equal(td.Identity.Xfam, body.Xfam);
        Assert.Equal(td.Identity.MrTd.Span, body.MrTd);
        Assert.Equal(td.Identity.MrConfigId.Span, body.MrConfigId);
        Assert.Equal(td.Identity.MrOwner.Span, body.MrOwner);
        Assert.Equal(td.Identity.MrOwnerConfig.Span, body.MrOwnerConfig);
        Assert.Equal(td.Identity.Rtmrs.Span[96..144], body.Rtmr(2));
        Assert.Equal((byte[])[7, .. new byte[63]], body.ReportData);
        Assert.Equal(type is QuoteBodyType.Td15, body.HasCurrentTcb);
        if (body.HasCurrentTcb)
            Assert.Equal(new TdxTcb(5, 1, 2).ToBytes(), body.TeeTcbSvn2);
        if (body.HasCurrentTcb)
            Assert.Equal(td.Identity.MrServiceTd.Span, body.MrServiceTd);
    }

    [Fact]
    public void A_tdreport_that_was_changed_anywhere_is_refused()
    {
        var report = SimulatedNode.Td.CreateReport([]).Bytes;
        for (var offset = 0; offset < TdReport.Size; offset++)
        {
            var isReserved = offset is >= 495 and < 512;   // between the two structures, under neither digest
            var changed = report.ToArray();
            changed[offset] ^= 1;
            var attempt = Record.Exception(() => SimulatedNode.Platform.QuoteTd(TdReport.Parse(changed)));
            Assert.Equal(
                isReserved ? null : QuotingFailure.InvalidReport, (attempt as QuotingException)?.Failure);
        }
    }

    [Theory]
    [InlineData(0, "type is 0x80")]
    [InlineData(224, "MAC is wrong")]
    [InlineData(528, "digests")]
    public void The_refusal_says_why(int offset, string why)
    {
        var changed = SimulatedNode.Td.CreateReport([]).Bytes.ToArray();
        changed[offset] ^= 1;

        var refusal = Assert.Throws<QuotingException>(() => SimulatedNode.Platform.QuoteTd(TdReport.Parse(changed)));

        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, QuoteBodyType.Td10)]
    [InlineData(6, QuoteBodyType.Td15)]
    [InlineData(4, QuoteBodyType.Td15)]
    [InlineData(5, QuoteBodyType.Enclave)]
    [InlineData(5, QuoteBodyType.TdExtended)]
    public void There_are_no_other_quotes_of_tds(ushort version, QuoteBodyType type) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => SimulatedNode.Platform.QuoteTd(SimulatedNode.Td.CreateReport([]), version, type));

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public async Task There_are_no_other_quotes_of_enclaves(ushort version)
    {
        var report = await EnclaveReport();

        _ = Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedNode.Platform.QuoteEnclave(report, version));
    }

    [Fact]
    public void A_report_to_somebody_else_gets_no_quote_in_any_version()
    {
        var report = SimulatedNode.Application.CreateReport(SimulatedNode.Application.TargetInfo, [1]);
        using var strict = new SimulatedPlatform(SimulatedNode.Options with { AcceptRustSdkReports = false });

        _ = Assert.Throws<QuotingException>(() => strict.QuoteEnclave(report, 5));
    }

    [Fact]
    public async Task Equal_seeds_share_the_key_of_the_tdqe_and_it_is_not_that_of_the_qe()
    {
        using var twin = new SimulatedPlatform(SimulatedNode.Options);
        var report = SimulatedNode.Td.CreateReport([]);
        var own = SimulatedNode.Platform.QuoteTd(report).Signature;

        Assert.Equal(own.Vouching.ToArray(), twin.QuoteTd(report).Signature.Vouching.ToArray());
        Assert.NotEqual(
            own.AttestationKey.ToArray(),
            SimulatedNode.Platform.QuoteEnclave(await EnclaveReport(), 4).Signature.AttestationKey.ToArray());
    }

    private static async Task<Quote> QuoteOf(ushort version, QuoteBodyType type) => type is QuoteBodyType.Enclave
        ? SimulatedNode.Platform.QuoteEnclave(await EnclaveReport(), version)
        : SimulatedNode.Platform.QuoteTd(SimulatedNode.Td.CreateReport("td"u8), version, type);

    private static async Task<Report> EnclaveReport()
    {
        var enclave = await SimulatedNode.Platform.Initialize(AttestationKeyId.EcdsaP256, default);
        return SimulatedNode.Application.CreateReport(enclave.TargetInfo, "enclave"u8);
    }

    private static ECDsa Key(ReadOnlySpan<byte> raw) => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new() { X = raw[..32].ToArray(), Y = raw[32..].ToArray() },
    });

    private static ECDsa PckOf(Quote quote) => X509Certificate2
        .CreateFromPem(Encoding.ASCII.GetString(quote.Signature.CertificationData.Bytes.Span))
        .GetECDsaPublicKey()!;
}
