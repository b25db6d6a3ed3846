using Google.Protobuf;
using Sgx.Aesm;
using Sgx.Aesm.Wire;

namespace Sgx.Agent.Protocols.Aesm;

/// <summary>AESM's responses as frames.</summary>
internal static class AesmReplies
{
    /// <summary>
    /// The longest quote that is filled up with zeros to the size of the caller's buffer, bytes: what quotes can need.
    /// </summary>
    /// <remarks>
    /// Clients with a fixed buffer have 8 KiB at most. Intel's takes a shorter quote in a larger buffer as it is. A
    /// frame below 16,064 bytes lies in one piece of the kernel's memory, which a peer cannot keep by splice(2).
    /// </remarks>
    public const int MaxPadded = 14 * 1024;

    public static ResponseFrame Frame(Response response) => new(AesmFrame.Encode(response));

    /// <summary>
    /// A quote, if there is one, with zeros up to the size of the caller's buffer, or <see cref="MaxPadded"/>.
    /// </summary>
    /// <remarks>
    /// Since protobuf takes fields in any order, the quote comes last where it is filled up, and its zeros are the
    /// frame's end.
    /// </remarks>
    /// <param name="answer">Its quote is not longer than the buffer.</param>
    /// <param name="bufferSize">Bytes of the caller's buffer.</param>
    public static ResponseFrame Quote(GetQuoteExResponse answer, uint bufferSize)
    {
        if (!answer.HasQuote)
            return Frame(new() { GetQuoteEx = answer });
        var size = Math.Max(answer.Quote.Length, PaddedSize(bufferSize));
        var zeros = size - answer.Quote.Length;
        return zeros == 0 ? Frame(new() { GetQuoteEx = answer }) : new(HeadOf(answer, size), zeros);
    }

    /// <summary>Bytes of the quote field for a caller's buffer, unless the quote is longer.</summary>
    public static int PaddedSize(uint bufferSize) => (int)Math.Min(bufferSize, MaxPadded);

    // All of the frame up to the last byte of the quote; the lengths in it are those of a quote with its zeros.
    private static byte[] HeadOf(GetQuoteExResponse answer, int size)
    {
        const WireFormat.WireType HasLength = WireFormat.WireType.LengthDelimited;
        var (quote, rest) = (answer.Quote, answer.Clone());
        rest.ClearQuote();
        var inner = rest.CalculateSize() + SizeOf(GetQuoteExResponse.QuoteFieldNumber, size);
        var body = SizeOf(Response.GetQuoteExFieldNumber, inner);
        var head = new byte[AesmFrame.PrefixSize + body - size + quote.Length];

        var output = new CodedOutputStream(head);
        output.WriteFixed32((uint)body);
        output.WriteTag(Response.GetQuoteExFieldNumber, HasLength);
        output.WriteLength(inner);
        rest.WriteTo(output);
        output.WriteTag(GetQuoteExResponse.QuoteFieldNumber, HasLength);
        output.WriteLength(size);
        quote.Span.CopyTo(head.AsSpan((int)output.Position));
        return head;
    }

    private static int SizeOf(int field, int length) =>
        CodedOutputStream.ComputeTagSize(field) + CodedOutputStream.ComputeLengthSize(length) + length;
}
