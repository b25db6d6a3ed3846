using Sgx.Binary;

namespace Sgx.Quotes;

/// <summary>Which version a quote has, what it speaks of, and where that stands.</summary>
/// <remarks>
/// Header of 48 bytes; in version 5 a u16 body type and a u32 body size; the body; a u32 length; the signature data.
/// All before the length is signed.
/// </remarks>
/// <param name="Version">3, 4 or 5.</param>
/// <param name="BodyType">What the body is.</param>
/// <param name="BodyOffset">The body's first byte: 48, or 54 in version 5.</param>
internal readonly record struct QuoteFrame(ushort Version, QuoteBodyType BodyType, int BodyOffset)
{
    /// <summary>Bytes of the body.</summary>
    public int BodySize => SizeOf(BodyType);

    /// <summary>Bytes that the attestation key signs.</summary>
    public int SignedSize => BodyOffset + BodySize;

    /// <summary>The first byte of the signature data, behind their length.</summary>
    public int SignatureOffset => SignedSize + sizeof(uint);

    /// <summary>Reads all that is signed.</summary>
    /// <exception cref="SgxFormatException">It is cut off, or of a kind that is not read.</exception>
    public static QuoteFrame Read(ref SpanReader reader)
    {
        var header = new QuoteHeader(reader.Take(QuoteHeader.Size, "header"));
        RequireKnown(header);
        var type = header.Version switch
        {
            Quote.DescribedBodyVersion => ReadBodyType(ref reader, header.TeeType),
            _ => header.TeeType is TeeType.Tdx ? QuoteBodyType.Td10 : QuoteBodyType.Enclave,
        };
        var frame = new QuoteFrame(header.Version, type, reader.Position);
        _ = reader.Take(frame.BodySize, type is QuoteBodyType.Enclave ? "report body" : "TD report body");
        return frame;
    }

    private static void RequireKnown(QuoteHeader header)
    {
        if (header.Version is < Quote.OldestVersion or > Quote.NewestVersion)
            throw new SgxFormatException("Quote.version", "3, 4 or 5 at offset 0", $"{header.Version}");
        if (header.AttestationKeyType != AttestationKeyType.EcdsaP256)
            throw new SgxFormatException(
                "Quote.attestation key type", "2 (ECDSA P-256) at offset 2", $"{(ushort)header.AttestationKeyType}");
        if (header.TeeType != TeeType.Sgx && (header.Version == Quote.OldestVersion || header.TeeType != TeeType.Tdx))
            throw new SgxFormatException(
                "Quote.TEE type",
                header.Version == Quote.OldestVersion ? "0 (SGX) at offset 4" : "0 (SGX) or 0x81 (TDX) at offset 4",
                $"0x{(uint)header.TeeType:x}");
    }

    private static QuoteBodyType ReadBodyType(ref SpanReader reader, TeeType tee)
    {
        var type = (QuoteBodyType)reader.ReadUInt16("body type");
        var (fits, expected) = tee is TeeType.Tdx
            ? (type is QuoteBodyType.Td10 or QuoteBodyType.Td15 or QuoteBodyType.TdExtended, "2, 3 or 4 (TD)")
            : (type is QuoteBodyType.Enclave, "1 (enclave)");
        if (!fits)
            throw new SgxFormatException("Quote.body type", $"{expected} at offset 48", $"{(ushort)type}");
        var size = reader.ReadUInt32("body size");
        if (size != SizeOf(type))
            throw new SgxFormatException("Quote.body size", $"{SizeOf(type)} at offset 50", $"{size}");
        return type;
    }

    private static int SizeOf(QuoteBodyType type) => type switch
    {
        QuoteBodyType.Enclave => ReportBody.Size,
        QuoteBodyType.Td10 => TdReportBody.Td10Size,
        QuoteBodyType.Td15 => TdReportBody.Td15Size,
        _ => TdReportBody.ExtendedSize,
    };
}
