using Sgx.Binary;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Quotes;

/// <summary>Puts quotes together from their parts.</summary>
internal static class QuoteAssembly
{
    public static Quote Of(QuoteParts parts)
    {
        var reader = new SpanReader(parts.SignedBytes.Span, "Quote.signed part");
        var frame = QuoteFrame.Read(ref reader);
        reader.RequireEnd();
        RequireSizes(parts);

        var size = SignatureSize(frame.Version, parts);
        var bytes = GC.AllocateUninitializedArray<byte>(frame.SignatureOffset + size);
        parts.SignedBytes.Span.CopyTo(bytes);
        WriteUInt32LittleEndian(bytes.AsSpan(frame.SignedSize), (uint)size);
        WriteSignature(bytes.AsSpan(frame.SignatureOffset), frame.Version, parts);
        return new(bytes, frame);
    }

    private static void RequireSizes(QuoteParts parts)
    {
        Require(parts.Signature, QuoteSignature.RawEcdsaSize, "signature");
        Require(parts.AttestationKey, QuoteSignature.RawEcdsaSize, "attestation key");
        Require(parts.QeReport, ReportBody.Size, "QE report");
        Require(parts.QeReportSignature, QuoteSignature.RawEcdsaSize, "QE report signature");
        if (parts.AuthenticationData.Length > ushort.MaxValue)
            throw new SgxFormatException(
                "Quote.authentication data", $"at most {ushort.MaxValue} bytes", $"{parts.AuthenticationData.Length}");
    }

    private static void Require(ReadOnlyMemory<byte> part, int size, string name) =>
        SgxFormatException.ThrowUnlessSize(part.Span, size, $"Quote.{name}");

    private static int SignatureSize(ushort version, QuoteParts parts) =>
        (QuoteSignature.IsNested(version) ? QuoteSignature.NestedLayout.Size : QuoteSignature.Layout.Size)
        + sizeof(ushort) + parts.AuthenticationData.Length
        + sizeof(ushort) + sizeof(uint) + parts.CertificationData.Bytes.Length;

    private static void WriteSignature(Span<byte> rest, ushort version, QuoteParts parts)
    {
        rest = Append(Append(rest, parts.Signature), parts.AttestationKey);
        if (QuoteSignature.IsNested(version))
            rest = AppendOuter(rest);
        rest = Append(Append(rest, parts.QeReport), parts.QeReportSignature);
        WriteUInt16LittleEndian(rest, (ushort)parts.AuthenticationData.Length);
        rest = Append(rest[sizeof(ushort)..], parts.AuthenticationData);
        WriteUInt16LittleEndian(rest, (ushort)parts.CertificationData.Type);
        WriteUInt32LittleEndian(rest[sizeof(ushort)..], (uint)parts.CertificationData.Bytes.Length);
        _ = Append(rest[(sizeof(ushort) + sizeof(uint))..], parts.CertificationData.Bytes);
    }

    // Everything that follows is certification data of the kind "QE report".
    private static Span<byte> AppendOuter(Span<byte> rest)
    {
        var inner = rest[(sizeof(ushort) + sizeof(uint))..];
        WriteUInt16LittleEndian(rest, (ushort)CertificationDataType.QeReport);
        WriteUInt32LittleEndian(rest[sizeof(ushort)..], (uint)inner.Length);
        return inner;
    }

    private static Span<byte> Append(Span<byte> rest, ReadOnlyMemory<byte> part)
    {
        part.Span.CopyTo(rest);
        return rest[part.Length..];
    }
}
