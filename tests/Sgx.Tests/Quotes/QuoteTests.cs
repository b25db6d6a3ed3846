using System.Buffers.Binary;
using Sgx.Quotes;

namespace Sgx.Tests.Quotes;

public sealed class QuoteTests
{
    public static TheoryData<string> Kinds => QuoteKind.Names;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_was_assembled_reads_back_part_by_part(string name)
    {
        var kind = QuoteKind.Named(name);
        var parts = kind.Parts();

        var quote = Quote.Parse(Quote.Assemble(parts).Bytes.Span);

        Assert.Equal(kind.Version, quote.Version);
        Assert.Equal(kind.BodyType, quote.BodyType);
        Assert.Equal(kind.BodyType is not QuoteBodyType.Enclave, quote.IsTd);
        Assert.Equal(quote.IsTd ? TeeType.Tdx : TeeType.Sgx, quote.TeeType);
        Assert.Equal(parts.SignedBytes.Span, quote.SignedBytes);
        Assert.Equal(QuoteKind.Filler(kind.BodySize, 2), quote.IsTd ? quote.TdBody.Bytes : quote.Body.Bytes);
        Assert.Equal(parts.Signature.Span, quote.Signature.Signature);
        Assert.Equal(parts.AttestationKey.Span, quote.Signature.AttestationKey);
        Assert.Equal(parts.QeReport.Span, quote.Signature.QeReport.Bytes);
        Assert.Equal(parts.QeReportSignature.Span, quote.Signature.QeReportSignature);
        Assert.Equal(parts.AuthenticationData.Span, quote.Signature.AuthenticationData.Span);
        Assert.Equal(CertificationDataType.PckChain, quote.Signature.CertificationData.Type);
        Assert.Equal(parts.CertificationData.Bytes.Span, quote.Signature.CertificationData.Bytes.Span);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_is_as_long_as_its_parts(string name)
    {
        var kind = QuoteKind.Named(name);
        var signatureSize = 584 + 32 + QuoteKind.CertificationSize + (kind.IsNested ? 6 : 0);

        var quote = Quote.Parse(kind.Bytes());

        Assert.Equal(kind.SignatureOffset + signatureSize, quote.Bytes.Length);
        Assert.Equal(signatureSize, quote.SignatureData.Length);
        Assert.Equal(quote.SignatureData[64..], quote.Signature.Vouching);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_body_of_the_other_tee_is_not_to_be_had(string name)
    {
        var quote = Quote.Parse(QuoteKind.Named(name).Bytes());

        _ = Assert.Throws<InvalidOperationException>(
            () => (quote.IsTd ? quote.Body.Bytes : quote.TdBody.Bytes).Length);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Zeros_behind_it_are_padding(string name)
    {
        var bytes = QuoteKind.Named(name).Bytes();

        var quote = Quote.Parse([.. bytes, .. new byte[3065]]);

        Assert.Equal(bytes, quote.Bytes.ToArray());
        Assert.Equal(bytes.Length, Quote.LengthOf([.. bytes, .. new byte[3065]]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Anything_else_behind_it_is_refused(string name)
    {
        var bytes = QuoteKind.Named(name).Bytes();
        var refusal = Assert.Throws<SgxFormatException>(() => Quote.Parse([.. bytes, 0, 1]));

        Assert.Contains($"from offset {bytes.Length}", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_is_refused_when_cut_off_anywhere(string name)
    {
        var bytes = QuoteKind.Named(name).Bytes();
        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = bytes.AsMemory(0, length);
            _ = Assert.Throws<SgxFormatException>(() => Quote.Parse(cut.Span));
            _ = Assert.Throws<SgxFormatException>(() => Quote.LengthOf(cut.Span));
        }
    }

    [Fact]
    public void Reading_one_costs_its_copy_and_little_more()
    {
        var bytes = QuoteKind.Named("version 5, Td15").Bytes();
        _ = Quote.Parse(bytes);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var quote = Quote.Parse(bytes);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(allocated, quote.Bytes.Length, quote.Bytes.Length + 400);
    }

    [Fact]
    public void It_does_not_change_with_the_bytes_it_was_read_from()
    {
        var bytes = QuoteKind.All[0].Bytes();
        var quote = Quote.Parse(bytes);

        Array.Clear(bytes);

        Assert.Equal(QuoteKind.All[0].Bytes(), quote.Bytes.ToArray());
    }

    [Fact]
    public void Parts_of_another_size_make_no_quote()
    {
        var parts = QuoteKind.All[0].Parts();
        QuoteParts[] wrong =
        [
            parts with { SignedBytes = parts.SignedBytes[..^1] },
            parts with { SignedBytes = (byte[])[.. parts.SignedBytes.Span, 0] },
            parts with { Signature = new byte[63] },
            parts with { AttestationKey = new byte[65] },
            parts with { QeReport = new byte[383] },
            parts with { QeReportSignature = ReadOnlyMemory<byte>.Empty },
            parts with { AuthenticationData = new byte[0x10000] },
            parts with { CertificationData = new(CertificationDataType.QeReport, new byte[500]) },
        ];

        Assert.All(wrong, parts => Assert.Throws<SgxFormatException>(() => Quote.Assemble(parts)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(0xffff)]
    public void Authentication_data_are_as_long_as_they_are(int length)
    {
        foreach (var kind in QuoteKind.All)
        {
            var parts = kind.Parts() with { AuthenticationData = QuoteKind.Filler(length, 9) };
            var quote = Quote.Parse(Quote.Assemble(parts).Bytes.Span);
            Assert.Equal(parts.AuthenticationData.Span, quote.Signature.AuthenticationData.Span);
        }
    }

    [Fact]
    public void Lengths_are_read_as_unsigned()
    {
        var bytes = QuoteKind.All[0].Bytes();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(432), 0x80000000);

        var refusal = Assert.Throws<SgxFormatException>(() => Quote.Parse(bytes));

        Assert.Contains("2147483648 bytes at offset 436", refusal.Message, StringComparison.Ordinal);
    }
}
