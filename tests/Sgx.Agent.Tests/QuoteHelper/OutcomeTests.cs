using Google.Protobuf;
using Sgx.Agent.Tests.Support;
using Sgx.Testing;

namespace Sgx.Agent.Tests.QuoteHelper;

/// <summary>What audit tells of a quote is what its client was told.</summary>
public sealed class OutcomeTests : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    private readonly AuditTrail _audit = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _audit.Dispose();

    [Fact]
    public async Task A_missed_deadline_is_busy_for_the_client_and_in_the_audit_once_each()
    {
        await using var helper = Start();
        var body = await QuoteOf(helper);
        var finish = new TaskCompletionSource();
        helper.Platform.BeforeQuote = () => finish.Task;

        var clients = Enumerable.Range(0, 7).Select(_ => helper.Raw().SendBody(body)).ToList();
        var told = clients.ConvertAll(client => Wire.Answered(client.Response()).Status);
        finish.SetResult();
        clients.ForEach(client => client.Dispose());

        Assert.Equal(Enumerable.Repeat(18u, 7), told);
        await Eventually.Holds(() => _audit.Outcomes.Count >= 7, Cancellation);
        _ = await SimulatedApplication.Quote(helper.Client, "afterwards", Cancellation);
        await Eventually.Holds(() => _audit.Outcomes.Count >= 8, Cancellation);
        Assert.Equal([.. Enumerable.Repeat("Busy", 7), "Success"], _audit.Outcomes);
    }

    [Fact]
    public async Task Who_leaves_before_the_answer_is_told_nothing_and_the_audit_says_so()
    {
        await using var helper = Start();
        var body = await QuoteOf(helper);
        var finish = new TaskCompletionSource();
        helper.Platform.BeforeQuote = () => finish.Task;

        helper.Raw().SendBody(body).Dispose();
        await Eventually.Holds(() => _audit.Outcomes.Count > 0, Cancellation);
        finish.SetResult();

        Assert.Equal(["ClientLeft"], _audit.Outcomes);
    }

    [Fact]
    public async Task A_refusal_is_audited_as_it_was_told()
    {
        await using var helper = Start();
        var report = SimulatedApplication.Report(SimulatedApplication.Enclave.TargetInfo);

        using var client = helper.Raw().SendBody(Body(report));
        Assert.Equal((17, 47u), Wire.Answered(client.Response()));

        await Eventually.Holds(() => _audit.Outcomes.Count > 0, Cancellation);
        Assert.Equal(["InvalidReport"], _audit.Outcomes);
    }

    private RunningHelper Start() => RunningHelper.Start(options => options with
    {
        Front = new() { AnswerTimeout = Short, WatchAfter = TimeSpan.Zero },
        IsAudited = true,
        Output = _audit,
    });

    private static async Task<byte[]> QuoteOf(RunningHelper helper)
    {
        var enclave = await helper.Platform.Initialize(AttestationKeyId.EcdsaP256, Cancellation);
        return Body(SimulatedApplication.Report(enclave.TargetInfo));
    }

    private static byte[] Body(Report report) => Wire.Body(new()
    {
        GetQuoteEx = new()
        {
            AttKeyId = Wire.EcdsaKey, Report = ByteString.CopyFrom(report.Bytes.Span), BufSize = 6000,
        },
    });
}
