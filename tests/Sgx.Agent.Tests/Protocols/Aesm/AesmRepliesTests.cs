using Google.Protobuf;
using Sgx.Aesm;
using Sgx.Aesm.Wire;
using Sgx.Agent.Protocols;
using Sgx.Agent.Protocols.Aesm;

namespace Sgx.Agent.Tests.Protocols.Aesm;

public sealed class AesmRepliesTests
{
    private const int QuoteSize = 4600;

    private static readonly byte[] Quote = [.. Enumerable.Range(1, QuoteSize).Select(i => (byte)(i % 255 + 1))];

    [Theory]
    [InlineData(QuoteSize)]
    [InlineData(QuoteSize + 1)]
    [InlineData(8192)]
    [InlineData(AesmReplies.MaxPadded - 1)]
    [InlineData(AesmReplies.MaxPadded)]
    public void A_quote_with_zeros_has_the_bytes_of_one_that_was_filled_up_before(int bufferSize)
    {
        byte[] padded = [.. Quote, .. new byte[bufferSize - QuoteSize]];

        var frame = AesmReplies.Quote(Answer(Quote), (uint)bufferSize);

        Assert.Equal(AesmFrame.Encode(new Response { GetQuoteEx = Answer(padded) }), Bytes(frame));
        Assert.Equal(bufferSize - QuoteSize, frame.Zeros);
    }

    [Theory]
    [InlineData(60_000u)]
    [InlineData(uint.MaxValue)]
    public void No_more_zeros_are_sent_than_a_quote_can_need(uint bufferSize)
    {
        byte[] padded = [.. Quote, .. new byte[AesmReplies.MaxPadded - QuoteSize]];

        var frame = AesmReplies.Quote(Answer(Quote), bufferSize);

        Assert.Equal(AesmFrame.Encode(new Response { GetQuoteEx = Answer(padded) }), Bytes(frame));
    }

    [Fact]
    public void A_quote_that_is_longer_than_what_is_filled_up_is_sent_whole()
    {
        byte[] quote = [.. Enumerable.Repeat((byte)7, AesmReplies.MaxPadded + 1)];

        var frame = AesmReplies.Quote(Answer(quote), 60_000);

        Assert.Equal(AesmFrame.Encode(new Response { GetQuoteEx = Answer(quote) }), Bytes(frame));
    }

    [Theory]
    [InlineData(QuoteSize)]
    [InlineData(8192)]
    public void A_report_about_the_quote_goes_before_its_zeros(int bufferSize)
    {
        var expected = Answer([.. Quote, .. new byte[bufferSize - QuoteSize]]);
        var answer = Answer(Quote);
        answer.QeReportInfo = expected.QeReportInfo = ByteString.CopyFrom(new byte[QeReportInfo.Size]);

        var bytes = Bytes(AesmReplies.Quote(answer, (uint)bufferSize));

        Assert.Equal(bytes.Length - AesmFrame.PrefixSize, AesmFrame.BodyLength(bytes));
        Assert.Equal(new() { GetQuoteEx = expected }, Response.Parser.ParseFrom(bytes.AsSpan(AesmFrame.PrefixSize)));
    }

    [Fact]
    public void A_refusal_fills_nothing_up()
    {
        var refusal = new GetQuoteExResponse { ErrorCode = 3 };

        var frame = AesmReplies.Quote(refusal, 8192);

        Assert.Equal(AesmFrame.Encode(new Response { GetQuoteEx = refusal }), Bytes(frame));
    }

    [Fact]
    public void What_is_left_begins_where_what_was_sent_ends()
    {
        var frame = AesmReplies.Quote(Answer(Quote), 8192);
        var bytes = Bytes(frame);

        foreach (var sent in new[] { 0, 1, frame.Head.Length - 1, frame.Head.Length, frame.Head.Length + 1 })
            Assert.Equal(bytes[sent..], Bytes(frame.After(sent)));
        var zeros = frame.After(frame.Head.Length + 1);
        Assert.Equal(bytes[^7..], Bytes(zeros.After(zeros.Length - 7)));
        Assert.True(frame.After(bytes.Length).IsEmpty);
    }

    private static GetQuoteExResponse Answer(byte[] quote) =>
        new() { ErrorCode = 0, Quote = ByteString.CopyFrom(quote) };

    private static byte[] Bytes(ResponseFrame frame) => [.. frame.Head.Span, .. new byte[frame.Zeros]];
}
