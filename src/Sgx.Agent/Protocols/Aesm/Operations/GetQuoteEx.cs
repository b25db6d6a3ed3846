using Google.Protobuf;
using Sgx.Aesm.Wire;
using Sgx.Agent.Audit;

namespace Sgx.Agent.Protocols.Aesm.Operations;

/// <summary>Turns a Report into a Quote, behind which zeros fill up the caller's buffer.</summary>
internal sealed class GetQuoteEx(IQuotingPlatform platform, IReadOnlyList<AttestationKeyId> keys)
    : IAesmOperation<GetQuoteExRequest, GetQuoteExResponse>
{
    // Intel's quoting enclave has a heap of 147,456 bytes, so nobody has had a quote in a larger buffer than this.
    private const int MaxBuffer = 256 * 1024;

    public string Name => "get_quote_ex";

    // A request that makes no sense is refused at once: what waits in line is small.
    public GetQuoteExResponse? AnswerNow(GetQuoteExRequest request)
    {
        _ = Read(request);
        return null;
    }

    public async ValueTask<GetQuoteExResponse> Answer(GetQuoteExRequest request, CancellationToken cancellation)
    {
        var response = await platform.GetQuote(Read(request), cancellation);
        var quote = response.Quote.Bytes;
        if (quote.Length > request.BufSize)
            throw new SgxFormatException("get_quote_ex.buf_size", $"at least {quote.Length}", $"{request.BufSize}");
        var answer = new GetQuoteExResponse { Quote = UnsafeByteOperations.UnsafeWrap(quote) };
        if (response.QeReportInfo is { } info)
            answer.QeReportInfo = UnsafeByteOperations.UnsafeWrap(info.Bytes);
        return answer;
    }

    public QuoteSubject? SubjectOf(GetQuoteExRequest request)
    {
        if (request.Report.Length != Report.Size)
            return new QuoteSubject(null, request.BufSize);
        var body = new ReportBody(Report.Layout.Body.Of(request.Report.Span));
        return new QuoteSubject(new(body.MrSigner, body.MrEnclave), request.BufSize);
    }

    public int ReplyBytes(GetQuoteExRequest request) =>
        AesmReplies.PaddedSize(request.BufSize) + IAesmOperation.SmallReply + QeReportInfo.Size;

    // The caller's question comes back as it was, unless it is none.
    public GetQuoteExResponse Refusal(GetQuoteExRequest request) =>
        request.HasQeReportInfo && request.QeReportInfo.Length == QeReportInfo.Size
            ? new() { QeReportInfo = request.QeReportInfo }
            : new();

    private QuoteRequest Read(GetQuoteExRequest request)
    {
        var key = keys.Find(request.AttKeyId);
        var report = Report.Parse(request.Report.Span);
        var question = request.HasQeReportInfo ? QeReportInfo.Parse(request.QeReportInfo.Span) : null;
        if (request.BufSize is 0 or > MaxBuffer)
            throw new SgxFormatException("get_quote_ex.buf_size", $"1 to {MaxBuffer}", $"{request.BufSize}");
        return new(report, key, question);
    }
}
