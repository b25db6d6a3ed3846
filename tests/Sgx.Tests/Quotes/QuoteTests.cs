using System.Buffers.Binary;
using Sgx.Quotes;

namespace Sgx.Tests.Quotes;

public sealed class QuoteTests
{
    private const int SignatureLength = Quote.SignedSize;
    private const int AuthenticationSize = Quote.PrefixSize + QuoteSignature.Layout.Size;
    private const int CertificationSize = AuthenticationSize + 2 + 32 + 2;

    [Fact]
    public void What_was_assembled_reads_back_part_by_part()
    {
        var quote = Quote.Assemble(Parts());

        Assert.Equal(3, quote.Header.Version);
        Assert.Equal(Filler(384, 2), quote.Body.Bytes);
        Assert.Equal(Filler(64, 3), quote.Signature.Signature);
        Assert.Equal(Filler(64, 4), quote.Signature.AttestationKey);
        Assert.Equal(Filler(384, 5), quote.Signature.QeReport.Bytes);
        Assert.Equal(Filler(64, 6), quote.Signature.QeReportSignature);
        Assert.Equal(Filler(32, 7), quote.Signature.AuthenticationData.Span);
        Assert.Equal(CertificationDataType.PckChain, quote.Signature.CertificationData.Type);
        Assert.Equal(Filler(100, 8), quote.Signature.CertificationData.Bytes.Span);
        Assert.Equal(1052 + 100, quote.Bytes.Length);
    }

    [Fact]
    public void Zeros_behind_it_are_padding()
    {
        var bytes = Bytes();

        var quote = Quote.Parse([.. bytes, .. new byte[1000]]);

        Assert.Equal(bytes, quote.Bytes.ToArray());
        Assert.Equal(bytes.Length, Quote.LengthOf([.. bytes, .. new byte[1000]]));
    }

    [Fact]
    public void Anything_else_behind_it_is_refused() =>
        _ = Assert.Throws<SgxFormatException>(() => Quote.Parse([.. Bytes(), 0, 1]));

    [Fact]
    public void It_is_refused_when_cut_off_anywhere()
    {
        var bytes = Bytes();
        for (var length = 0; length < bytes.Length; length++)
            _ = Assert.Throws<SgxFormatException>(() => Quote.Parse(bytes.AsSpan(0, length)));
    }

    [Theory]
    [InlineData(0, 2, "Quote.version: expected 3, found 2")]
    [InlineData(0, 4, "Quote.version: expected 3, found 4")]
    [InlineData(2, 0, "Quote.attestation key type: expected 2 (ECDSA P-256), found 0")]
    [InlineData(2, 3, "Quote.attestation key type: expected 2 (ECDSA P-256), found 3")]
    [InlineData(4, 0x81, "Quote.TEE type: expected 0 (SGX), found 0x81")]
    public void A_header_of_another_kind_is_refused(int offset, byte value, string message)
    {
        var bytes = Bytes();
        bytes[offset] = value;

        Assert.Equal(message, Assert.Throws<SgxFormatException>(() => Quote.Parse(bytes)).Message);
    }

    [Theory]
    [InlineData(SignatureLength, 0u)]
    [InlineData(SignatureLength, uint.MaxValue)]
    [InlineData(CertificationSize, uint.MaxValue)]
    [InlineData(CertificationSize, 99u)]
    [InlineData(CertificationSize, 101u)]
    public void A_length_that_does_not_fit_is_refused(int offset, uint length)
    {
        var bytes = Bytes();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), length);

        _ = Assert.Throws<SgxFormatException>(() => Quote.Parse(bytes));
    }

    [Fact]
    public void Authentication_data_beyond_the_signature_data_is_refused()
    {
        var bytes = Bytes();
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(AuthenticationSize), ushort.MaxValue);

        _ = Assert.Throws<SgxFormatException>(() => Quote.Parse(bytes));
    }

    private static byte[] Bytes() => Quote.Assemble(Parts()).Bytes.ToArray();

    private static QuoteParts Parts()
    {
        var header = new byte[QuoteHeader.Size];
        header[0] = 3;
        header[2] = 2;
        return new()
        {
            SignedBytes = (byte[])[.. header, .. Filler(384, 2)],
            Signature = Filler(64, 3),
            AttestationKey = Filler(64, 4),
            QeReport = Filler(384, 5),
            QeReportSignature = Filler(64, 6),
            AuthenticationData = Filler(32, 7),
            CertificationData = new(CertificationDataType.PckChain, Filler(100, 8)),
        };
    }

    private static byte[] Filler(int length, byte value) => [.. Enumerable.Repeat(value, length)];
}
