using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sgx.Quotes;

namespace Sgx.Simulation.Tests;

public sealed class SimulatedPlatformTests : IDisposable
{
    private static readonly AttestationKeyId Key = AttestationKeyId.EcdsaP256;

    private static readonly SimulatedPlatformOptions Options =
        new() { Seed = new byte[SimulatedPlatformOptions.SeedSize] };

    private readonly SimulatedPlatform _platform = new(Options);

    private readonly SimulatedEnclave _application = new(
        new() { MrEnclave = new(SHA256.HashData("app"u8)), MrSigner = new(SHA256.HashData("signer"u8)) },
        new SimulatedCpu());

    public void Dispose() => _platform.Dispose();

    [Fact]
    public async Task It_offers_the_key_of_intels_qe3_alone()
    {
        var keys = await _platform.GetAttestationKeyIds(TestContext.Current.CancellationToken);

        Assert.Equal(Key.Bytes.ToArray(), Assert.Single(keys).Bytes.ToArray());
    }

    [Fact]
    public async Task A_key_of_another_enclave_is_refused()
    {
        var other = AttestationKeyId.Create(default, 1, AttestationAlgorithm.EcdsaP256);

        var failure = await Assert.ThrowsAsync<QuotingException>(async () =>
            await _platform.Initialize(other, TestContext.Current.CancellationToken));

        Assert.Equal(QuotingFailure.UnsupportedKeyId, failure.Failure);
    }

    [Fact]
    public async Task The_callers_part_of_a_key_id_does_not_matter()
    {
        var bytes = Key.Bytes.ToArray();
        AttestationKeyId.Layout.Spid.In(bytes).Fill(0xff);

        var info = await _platform.Initialize(AttestationKeyId.Parse(bytes), TestContext.Current.CancellationToken);

        Assert.Equal(32, info.PublicKeyId.Length);
    }

    [Fact]
    public async Task A_quote_speaks_of_the_enclave_that_reported()
    {
        var quote = await Quote("hello"u8.ToArray());

        Assert.Equal(_application.Identity.MrEnclave, quote.Body.MrEnclave);
        Assert.Equal("hello"u8.ToArray(), quote.Body.ReportData[..5].ToArray());
        Assert.Equal(Options.QeIsvSvn, quote.Header.QeSvn);
        Assert.Equal(Options.PceSvn, quote.Header.PceSvn);
    }

    [Fact]
    public async Task A_quote_has_the_size_that_was_promised()
    {
        var promised = await _platform.GetQuoteSize(Key, TestContext.Current.CancellationToken);

        Assert.Equal(promised, (await Quote([])).Bytes.Length);
    }

    [Fact]
    public async Task Every_signature_in_a_quote_holds_for_the_key_above_it()
    {
        var quote = await Quote([]);
        var signature = quote.Signature;
        var (attestationKey, pck) = (PublicKey(signature.AttestationKey), PckOf(quote));

        Assert.True(attestationKey.VerifyData(quote.SignedBytes, signature.Signature, HashAlgorithmName.SHA256));
        Assert.True(pck.VerifyData(signature.QeReport.Bytes, signature.QeReportSignature, HashAlgorithmName.SHA256));
    }

    [Fact]
    public async Task The_qe_report_binds_the_attestation_key()
    {
        var signature = (await Quote([])).Signature;
        var info = await _platform.Initialize(Key, TestContext.Current.CancellationToken);
        var hash = SHA256.HashData([.. signature.AttestationKey, .. signature.AuthenticationData.Span]);

        Assert.Equal([.. hash, .. new byte[32]], signature.QeReport.ReportData.ToArray());
        Assert.Equal(hash, info.PublicKeyId.ToArray());
    }

    [Theory]
    [InlineData(ReportKeyLayout.A)]
    [InlineData(ReportKeyLayout.B)]
    public async Task The_application_can_check_the_qes_own_report(ReportKeyLayout layout)
    {
        var cpu = new SimulatedCpu(SimulatedCpuSvn.Upgraded) { Layout = layout };
        var application = new SimulatedEnclave(_application.Identity, cpu);
        var nonce = RandomNumberGenerator.GetBytes(QeReportInfo.NonceSize);

        var response = await GetQuote(application, [], QeReportInfo.Ask(nonce, application.TargetInfo));

        var report = response.QeReportInfo!.QeReport;
        Assert.True(application.VerifyReport(report));
        Assert.Equal(SHA256.HashData([.. nonce, .. response.Quote.Bytes.Span]), report.Body.ReportData[..32].ToArray());
        Assert.Equal(response.Quote.Signature.QeReport.MrEnclave, report.Body.MrEnclave);
    }

    [Fact]
    public async Task Who_asks_for_no_qe_report_gets_none() =>
        Assert.Null((await GetQuote(_application, [], question: null)).QeReportInfo);

    [Fact]
    public async Task Many_can_ask_at_once()
    {
        var quotes = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => Quote([(byte)i]))));

        Assert.All(quotes, (quote, i) =>
        {
            Assert.Equal(i, quote.Body.ReportData[0]);
            Assert.True(PublicKey(quote.Signature.AttestationKey).VerifyData(
                quote.SignedBytes, quote.Signature.Signature, HashAlgorithmName.SHA256));
        });
    }

    [Fact]
    public async Task Equal_seeds_share_the_attestation_key_and_other_seeds_do_not()
    {
        using var twin = new SimulatedPlatform(Options);
        using var stranger = new SimulatedPlatform(Options with { Seed = SHA256.HashData("another"u8) });
        var cancellation = TestContext.Current.CancellationToken;
        var own = (await _platform.Initialize(Key, cancellation)).PublicKeyId.ToArray();

        Assert.Equal(own, (await twin.Initialize(Key, cancellation)).PublicKeyId.ToArray());
        Assert.NotEqual(own, (await stranger.Initialize(Key, cancellation)).PublicKeyId.ToArray());
    }

    private async Task<Quote> Quote(byte[] reportData) =>
        (await GetQuote(_application, reportData, question: null)).Quote;

    private async Task<QuoteResponse> GetQuote(SimulatedEnclave application, byte[] reportData, QeReportInfo? question)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var target = (await _platform.Initialize(Key, cancellation)).TargetInfo;
        return await _platform.GetQuote(new(application.CreateReport(target, reportData), Key, question), cancellation);
    }

    private static ECDsa PublicKey(ReadOnlySpan<byte> raw) => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new() { X = raw[..32].ToArray(), Y = raw[32..].ToArray() },
    });

    private static ECDsa PckOf(Quote quote)
    {
        var pem = Encoding.ASCII.GetString(quote.Signature.CertificationData.Bytes.Span);
        return X509Certificate2.CreateFromPem(pem).GetECDsaPublicKey()!;
    }
}
