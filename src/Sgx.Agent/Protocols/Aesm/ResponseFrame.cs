using Google.Protobuf;
using Sgx.Aesm;
using Sgx.Aesm.Wire;

namespace Sgx.Agent.Protocols.Aesm;

/// <summary>A response frame, or what is left of one: bytes, and zeros behind them that are not in memory.</summary>
/// <remarks>
/// A quote has about 5 KB, and a client may ask for it in a buffer of 256 KiB, which must be filled. Since protobuf
/// takes fields in any order, the quote comes last where it needs filling up, and its zeros are the frame's end.
/// </remarks>
/// <param name="Head">The bytes.</param>
/// <param name="Zeros">How many zeros follow them.</param>
internal readonly record struct ResponseFrame(ReadOnlyMemory<byte> Head, int Zeros = 0)
{
    /// <summary>Bytes on the wire, the zeros among them.</summary>
    public int Length => Head.Length + Zeros;

    public bool IsEmpty => Length == 0;

    public static ResponseFrame Of(Response response) => new(AesmFrame.Encode(response));

    /// <summary>A quote, if there is one, with zeros up to the size of the caller's buffer.</summary>
    /// <param name="answer">Its quote is not longer than the buffer.</param>
    /// <param name="bufferSize">Bytes of the caller's buffer.</param>
    public static ResponseFrame OfQuote(GetQuoteExResponse answer, uint bufferSize)
    {
        var zeros = answer.HasQuote ? (int)bufferSize - answer.Quote.Length : 0;
        return zeros == 0 ? Of(new() { GetQuoteEx = answer }) : new(HeadOf(answer, (int)bufferSize), zeros);
    }

    /// <summary>What is left when so many bytes have been sent.</summary>
    public ResponseFrame After(int sent) => sent < Head.Length
        ? this with { Head = Head[sent..] }
        : new(default, Zeros - (sent - Head.Length));

    // All of the frame up to the last byte of the quote; the lengths in it are those of a quote with its zeros.
    private static byte[] HeadOf(GetQuoteExResponse answer, int bufferSize)
    {
        const WireFormat.WireType HasLength = WireFormat.WireType.LengthDelimited;
        var (quote, rest) = (answer.Quote, answer.Clone());
        rest.ClearQuote();
        var inner = rest.CalculateSize() + SizeOf(GetQuoteExResponse.QuoteFieldNumber, bufferSize);
        var body = SizeOf(Response.GetQuoteExFieldNumber, inner);
        var head = new byte[AesmFrame.PrefixSize + body - bufferSize + quote.Length];

        var output = new CodedOutputStream(head);
        output.WriteFixed32((uint)body);
        output.WriteTag(Response.GetQuoteExFieldNumber, HasLength);
        output.WriteLength(inner);
        rest.WriteTo(output);
        output.WriteTag(GetQuoteExResponse.QuoteFieldNumber, HasLength);
        output.WriteLength(bufferSize);
        quote.Span.CopyTo(head.AsSpan((int)output.Position));
        return head;
    }

    private static int SizeOf(int field, int length) =>
        CodedOutputStream.ComputeTagSize(field) + CodedOutputStream.ComputeLengthSize(length) + length;
}
