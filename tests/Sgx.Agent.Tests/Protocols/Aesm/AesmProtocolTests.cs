using Google.Protobuf;
using Sgx.Aesm;
using Sgx.Aesm.Wire;
using Sgx.Agent.Protocols.Aesm;
using Sgx.Agent.Protocols.Aesm.Operations;
using Sgx.Agent.Tests.Support;

namespace Sgx.Agent.Tests.Protocols.Aesm;

public sealed class AesmProtocolTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_whole_flow_of_a_client_ends_in_a_quote_of_its_report()
    {
        await using var helper = RunningHelper.Start();
        var client = helper.Client;

        var offered = Assert.Single(await client.GetAttestationKeyIds(Cancellation));
        var key = await client.SelectAttestationKeyId([offered], Cancellation);
        var enclave = await client.Initialize(key, Cancellation);
        var report = SimulatedApplication.Report(enclave.TargetInfo, "hello");
        var question = QeReportInfo.Ask(new byte[16], SimulatedApplication.Enclave.TargetInfo);
        var response = await client.GetQuote(new(report, key, question), Cancellation);

        Assert.Equal(report.Body.Bytes, response.Quote.Body.Bytes);
        Assert.Equal(await client.GetQuoteSize(key, Cancellation), response.Quote.Bytes.Length);
        Assert.Equal(enclave.PublicKeyId.Span, response.Quote.Signature.QeReport.ReportData[..32]);
        Assert.True(SimulatedApplication.Enclave.VerifyReport(response.QeReportInfo!.QeReport));
    }

    [Fact]
    public async Task A_quote_needs_no_key_phase_before_it()
    {
        await using var helper = RunningHelper.Start();
        var target = (await helper.Platform.Initialize(AttestationKeyId.EcdsaP256, Cancellation)).TargetInfo;

        var report = SimulatedApplication.Report(target);
        var response = await helper.Client.GetQuote(new(report, AttestationKeyId.EcdsaP256), Cancellation);

        Assert.Equal(3, response.Quote.Header.Version);
    }

    [Fact]
    public async Task A_report_for_somebody_else_is_refused_with_47()
    {
        await using var helper = RunningHelper.Start();
        var report = SimulatedApplication.Report(SimulatedApplication.Enclave.TargetInfo);

        var refusal = await Assert.ThrowsAsync<AesmException>(async () =>
            await helper.Client.GetQuote(new(report, AttestationKeyId.EcdsaP256), Cancellation));

        Assert.Equal(AesmStatus.InvalidReport, refusal.Status);
        Assert.Equal(QuotingFailure.InvalidReport, refusal.Failure);
    }

    [Theory]
    [InlineData(QuotingFailure.NoPlatformCertData, 12)]
    [InlineData(QuotingFailure.EnclaveLost, 46)]
    [InlineData(QuotingFailure.EnclaveLoadError, 48)]
    [InlineData(QuotingFailure.OutOfEpc, 29)]
    [InlineData(QuotingFailure.NoDevice, 2)]
    [InlineData(QuotingFailure.NetworkError, 12)]
    [InlineData(QuotingFailure.Busy, 18)]
    [InlineData(QuotingFailure.Unexpected, 1)]
    public async Task A_platforms_failure_becomes_the_status_that_clients_can_express(
        QuotingFailure failure, uint quote)
    {
        await using var helper = RunningHelper.Start();
        var enclave = await helper.Client.Initialize(AttestationKeyId.EcdsaP256, Cancellation);
        helper.Platform.Failure = new QuotingException(failure, "told to fail");

        Assert.Equal((17, quote), Ask(helper, QuoteOf(SimulatedApplication.Report(enclave.TargetInfo))));
    }

    [Fact]
    public async Task A_bug_is_answered_with_1_in_the_right_member()
    {
        await using var helper = RunningHelper.Start();
        var enclave = await helper.Client.Initialize(AttestationKeyId.EcdsaP256, Cancellation);
        helper.Platform.Failure = new InvalidOperationException("a bug");

        Assert.Equal((17, 1u), Ask(helper, QuoteOf(SimulatedApplication.Report(enclave.TargetInfo))));
    }

    [Fact]
    public async Task A_refused_quote_gives_the_question_back_as_it_was()
    {
        await using var helper = RunningHelper.Start();
        var request = QuoteOf(SimulatedApplication.Report(SimulatedApplication.Enclave.TargetInfo));
        var question = QeReportInfo.Ask(new byte[16], SimulatedApplication.Enclave.TargetInfo);
        request.GetQuoteEx.QeReportInfo = ByteString.CopyFrom(question.Bytes.Span);

        using var client = helper.Raw();
        var answer = client.SendBody(Wire.Body(request)).Response().GetQuoteEx;

        Assert.Equal(47u, answer.ErrorCode);
        Assert.False(answer.HasQuote);
        Assert.Equal(request.GetQuoteEx.QeReportInfo, answer.QeReportInfo);
    }

    [Fact]
    public async Task A_buffer_larger_than_the_quote_is_filled_with_zeros()
    {
        await using var helper = RunningHelper.Start();
        var enclave = await helper.Client.Initialize(AttestationKeyId.EcdsaP256, Cancellation);
        var request = QuoteOf(SimulatedApplication.Report(enclave.TargetInfo));
        request.GetQuoteEx.BufSize = 8192;

        using var client = helper.Raw();
        var quote = client.SendBody(Wire.Body(request)).Response().GetQuoteEx.Quote.ToByteArray();

        Assert.Equal(8192, quote.Length);
        Assert.False(quote.AsSpan(Sgx.Quotes.Quote.LengthOf(quote)).ContainsAnyExcept((byte)0));
    }

    [Theory]
    [InlineData("", "an empty frame")]
    [InlineData("ff", "a byte that is no message")]
    [InlineData("a20100", "member 20")]
    [InlineData("48 01", "only an unknown field")]
    [InlineData("aa0100 b2010308 8002", "two members")]
    [InlineData("7a 10 00", "a member that ends too early")]
    public async Task What_is_no_request_is_hung_up_on(string hex, string _)
    {
        await using var helper = RunningHelper.Start();
        using var client = helper.Raw();

        Assert.Null(client.SendBody(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))).Reply());
    }

    [Fact]
    public async Task Every_legacy_member_is_answered_with_30_in_itself()
    {
        await using var helper = RunningHelper.Start();
        foreach (var member in new[] { 1, 2, 3, 4, 10, 11, 12, 13, 14, 18 })
        {
            using var client = helper.Raw();
            using var body = new MemoryStream();
            using (var output = new CodedOutputStream(body, leaveOpen: true))
            {
                output.WriteTag(member, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(ByteString.CopyFrom(0x48, 0x01));
            }

            Assert.Equal((member, 30u), Wire.Answered(client.SendBody(body.ToArray()).Response()));
        }
    }

    [Fact]
    public async Task A_key_that_is_gone_is_made_again_and_nobody_notices()
    {
        await using var helper = RunningHelper.Start();
        var enclave = await helper.Client.Initialize(AttestationKeyId.EcdsaP256, Cancellation);
        helper.Platform.FailOnce = new QuotingException(QuotingFailure.KeyNotInitialized, "the key is gone");

        Assert.Equal((17, 0u), Ask(helper, QuoteOf(SimulatedApplication.Report(enclave.TargetInfo))));
        Assert.Equal(2, helper.Platform.Quotes);
    }

    [Fact]
    public void Missing_certificates_are_told_where_clients_can_express_them()
    {
        var failure = new QuotingException(QuotingFailure.NoPlatformCertData, "none");

        Assert.Equal(AesmStatus.NoPlatformCertData, AesmStatusOf.Failure(failure, new InitQuoteEx(null!, [])));
        Assert.Equal(AesmStatus.NetworkError, AesmStatusOf.Failure(failure, new GetQuoteSizeEx(null!, [])));
    }

    private static Request QuoteOf(Report report) => new()
    {
        GetQuoteEx = new()
        {
            AttKeyId = Wire.EcdsaKey,
            Report = ByteString.CopyFrom(report.Bytes.Span),
            BufSize = 6000,
        },
    };

    private static (int Member, uint Status) Ask(RunningHelper helper, Request request)
    {
        using var client = helper.Raw();
        return Wire.Answered(client.SendBody(Wire.Body(request)).Response());
    }
}
