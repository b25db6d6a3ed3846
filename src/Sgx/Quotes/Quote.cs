using Sgx.Binary;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Quotes;

/// <summary>A signed statement about an enclave that strangers can verify: version 3, SGX, ECDSA over P-256.</summary>
/// <remarks>
/// sgx_quote3_t. Header 48 bytes, report body 384, a u32 length, then the signature data. Owns its bytes: what was
/// signed is never encoded again.
/// </remarks>
public sealed class Quote
{
    /// <summary>The only version read so far.</summary>
    public const ushort Version = 3;

    /// <summary>Bytes that the attestation key signs: header and report body.</summary>
    public const int SignedSize = QuoteHeader.Size + ReportBody.Size;

    /// <summary>Bytes in front of the signature data: the signed part and the length.</summary>
    public const int PrefixSize = SignedSize + sizeof(uint);

    private Quote(ReadOnlyMemory<byte> bytes, QuoteSignature signature) => (Bytes, Signature) = (bytes, signature);

    /// <summary>The whole quote, without padding.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    public QuoteHeader Header => new(Bytes.Span[..QuoteHeader.Size]);

    /// <summary>The application enclave.</summary>
    public ReportBody Body => new(Bytes.Span[QuoteHeader.Size..SignedSize]);

    /// <summary>The 432 bytes that the attestation key signed.</summary>
    public ReadOnlySpan<byte> SignedBytes => Bytes.Span[..SignedSize];

    public QuoteSignature Signature { get; }

    /// <summary>
    /// Takes a copy of the bytes and reads them. Zero bytes behind the quote are padding and dropped.
    /// </summary>
    /// <exception cref="SgxFormatException">
    /// Another version, key type or TEE; a part is too short; something other than zeros follows.
    /// </exception>
    public static Quote Parse(ReadOnlySpan<byte> bytes)
    {
        var reader = new SpanReader(bytes, nameof(Quote));
        RequireSgxV3(new QuoteHeader(reader.Take(QuoteHeader.Size, "header")));
        _ = reader.Take(ReportBody.Size, "report body");
        _ = reader.Take(reader.ReadUInt32("signature data length"), "signature data");
        RequirePadding(bytes[reader.Position..]);

        var owned = bytes[..reader.Position].ToArray();
        return new(owned, QuoteSignature.Parse(owned.AsMemory(PrefixSize)));
    }

    private static void Require(ReadOnlyMemory<byte> part, int size, string name)
    {
        if (part.Length != size)
            throw new SgxFormatException($"Quote.{name}", $"{size} bytes", $"{part.Length}");
    }

    private static void RequireSgxV3(QuoteHeader header)
    {
        if (header.Version != Version)
            throw new SgxFormatException("Quote.version", $"{Version}", $"{header.Version}");
        if (header.AttestationKeyType != AttestationKeyType.EcdsaP256)
            throw new SgxFormatException(
                "Quote.attestation key type", "2 (ECDSA P-256)", $"{(ushort)header.AttestationKeyType}");
        if (header.TeeType != TeeType.Sgx)
            throw new SgxFormatException("Quote.TEE type", "0 (SGX)", $"0x{(uint)header.TeeType:x}");
    }

    // AESM fills the caller's buffer, so a program that stores the buffer whole stores zeros behind the quote.
    private static void RequirePadding(ReadOnlySpan<byte> rest)
    {
        if (rest.ContainsAnyExcept((byte)0))
            throw new SgxFormatException(
                nameof(Quote), "nothing but zeros behind the signature data", $"{rest.Length} bytes");
    }

    /// <summary>The real length of the quote at the front of a zero-padded buffer, by its own length field.</summary>
    /// <exception cref="SgxFormatException">The buffer is too short to tell, or shorter than it says.</exception>
    public static int LengthOf(ReadOnlySpan<byte> padded)
    {
        var reader = new SpanReader(padded, nameof(Quote));
        _ = reader.Take(SignedSize, "signed part");
        _ = reader.Take(reader.ReadUInt32("signature data length"), "signature data");
        return reader.Position;
    }

    /// <summary>Puts a quote together from its parts; the signed part is taken as it is.</summary>
    /// <exception cref="SgxFormatException">A part has another size than its own.</exception>
    public static Quote Assemble(QuoteParts parts)
    {
        var certification = parts.CertificationData;
        var signatureSize = QuoteSignature.Layout.Size + sizeof(ushort) + parts.AuthenticationData.Length
            + sizeof(ushort) + sizeof(uint) + certification.Bytes.Length;
        var bytes = GC.AllocateUninitializedArray<byte>(PrefixSize + signatureSize);

        Require(parts.SignedBytes, SignedSize, "signed part");
        Require(parts.Signature, QuoteSignature.RawEcdsaSize, "signature");
        Require(parts.AttestationKey, QuoteSignature.RawEcdsaSize, "attestation key");
        Require(parts.QeReport, ReportBody.Size, "QE report");
        Require(parts.QeReportSignature, QuoteSignature.RawEcdsaSize, "QE report signature");
        parts.SignedBytes.Span.CopyTo(bytes);
        WriteUInt32LittleEndian(bytes.AsSpan(SignedSize), (uint)signatureSize);
        var signature = bytes.AsSpan(PrefixSize);
        parts.Signature.Span.CopyTo(QuoteSignature.Layout.Signature.In(signature));
        parts.AttestationKey.Span.CopyTo(QuoteSignature.Layout.AttestationKey.In(signature));
        parts.QeReport.Span.CopyTo(QuoteSignature.Layout.QeReport.In(signature));
        parts.QeReportSignature.Span.CopyTo(QuoteSignature.Layout.QeReportSignature.In(signature));

        var rest = signature[QuoteSignature.Layout.Size..];
        WriteUInt16LittleEndian(rest, (ushort)parts.AuthenticationData.Length);
        parts.AuthenticationData.Span.CopyTo(rest[sizeof(ushort)..]);
        rest = rest[(sizeof(ushort) + parts.AuthenticationData.Length)..];
        WriteUInt16LittleEndian(rest, (ushort)certification.Type);
        WriteUInt32LittleEndian(rest[sizeof(ushort)..], (uint)certification.Bytes.Length);
        certification.Bytes.Span.CopyTo(rest[(sizeof(ushort) + sizeof(uint))..]);
        return new(bytes, QuoteSignature.Parse(bytes.AsMemory(PrefixSize)));
    }
}
