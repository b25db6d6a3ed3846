using Google.Protobuf;
using Sgx.Aesm.Wire;
using Sgx.Agent.Tests.Support;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Protocols.Aesm;

/// <summary>What real clients said to a real daemon, said again to ours.</summary>
public sealed class RecordedConversationTests
{
    [Theory]
    [InlineData("dcap_ql_stub-dcap")]
    [InlineData("gramine_stub-dcap")]
    public async Task It_replays_successfully(string conversation)
    {
        var folder = RepositoryRoot.SharedOrSkip("wire", "recorded", conversation);
        await using var helper = RunningHelper.Start();
        var answers = new List<Response>();

        foreach (var file in Directory.EnumerateFiles(folder, "*.req.bin").Order())
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            answers.Add(Ask(helper, Request.Parser.ParseFrom(bytes), answers));
        }

        Assert.All(answers, answer => Assert.Equal(0u, Wire.Answered(answer).Status));
        Assert.NotNull(answers[^1].GetQuoteEx);
    }

    // The recorded Report has a filler MAC, and the recorded size is that of the other daemon's quote.
    private static Response Ask(RunningHelper helper, Request request, List<Response> before)
    {
        if (request.GetQuoteEx is { } quote)
        {
            var keyPhase = before.Last(answer => answer.InitQuoteEx is { HasPubKeyId: true }).InitQuoteEx;
            var target = TargetInfo.Parse(keyPhase.TargetInfo.Span);
            quote.Report = ByteString.CopyFrom(SimulatedApplication.Report(target).Bytes.Span);
            if (before.Find(answer => answer.GetQuoteSizeEx is not null) is { } size)
                quote.BufSize = size.GetQuoteSizeEx.QuoteSize;
        }

        using var client = helper.Raw();
        var response = client.SendBody(Wire.Body(request)).Response();
        Assert.Equal(quoteLength(request), response.GetQuoteEx?.Quote.Length);
        return response;

        static int? quoteLength(Request request) => (int?)request.GetQuoteEx?.BufSize;
    }
}
