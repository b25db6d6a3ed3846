using System.Collections.Immutable;
using Sgx.Binary;

namespace Sgx.Quotes;

/// <summary>The signature data of an ECDSA quote, and all that vouches for the key which made it.</summary>
/// <remarks>
/// sgx_ql_ecdsa_sig_data_t and sgx_ecdsa_sig_data_v4_t. Keys and signatures are 64 raw bytes: two 32-byte big-endian
/// integers, X and Y or r and s. From version 4 on all behind the attestation key is certification data of the kind
/// <see cref="CertificationDataType.QeReport"/>, and what was certification data before stands inside.
/// </remarks>
public sealed class QuoteSignature
{
    /// <summary>Bytes of a raw P-256 public key or signature.</summary>
    public const int RawEcdsaSize = 64;

    private readonly ReadOnlyMemory<byte> _data;
    private readonly int _qeReport;

    private QuoteSignature(
        ReadOnlyMemory<byte> data, int qeReport,
        ReadOnlyMemory<byte> authenticationData, CertificationData certification)
    {
        _data = data;
        _qeReport = qeReport;
        AuthenticationData = authenticationData;
        CertificationData = certification;
    }

    /// <summary>By the attestation key, over <see cref="Quote.SignedBytes"/>.</summary>
    public ReadOnlySpan<byte> Signature => Layout.Signature.Of(_data.Span);

    /// <summary>The attestation public key, X then Y.</summary>
    public ReadOnlySpan<byte> AttestationKey => Layout.AttestationKey.Of(_data.Span);

    /// <summary>The quoting enclave itself; its report data binds <see cref="AttestationKey"/>.</summary>
    public ReportBody QeReport => new(_data.Span.Slice(_qeReport, ReportBody.Size));

    /// <summary>By the PCK, over the 384 bytes of <see cref="QeReport"/>.</summary>
    public ReadOnlySpan<byte> QeReportSignature =>
        _data.Span.Slice(_qeReport + ReportBody.Size, RawEcdsaSize);

    /// <summary>What the QE hashed together with its key; Intel's uses 00 01 … 1f.</summary>
    public ReadOnlyMemory<byte> AuthenticationData { get; }

    /// <summary>What certifies the PCK; in versions 4 and 5 the inner one, behind the QE report.</summary>
    public CertificationData CertificationData { get; }

    /// <summary>
    /// All that vouches for the attestation key, and the key: everything behind <see cref="Signature"/>. A platform
    /// repeats it in each of its quotes.
    /// </summary>
    public ReadOnlyMemory<byte> Vouching => _data[RawEcdsaSize..];

    /// <summary>Reads exactly the given bytes.</summary>
    /// <param name="version">That of the quote: 3, 4 or 5.</param>
    /// <param name="data">The signature data, without the length in front of them.</param>
    /// <exception cref="SgxFormatException">
    /// They are too few, some are left over, or the certification data are of a kind that no quote carries.
    /// </exception>
    internal static QuoteSignature Parse(ushort version, ReadOnlyMemory<byte> data)
    {
        var reader = new SpanReader(data.Span, nameof(QuoteSignature));
        _ = reader.Take(2 * RawEcdsaSize, "signature and attestation key");
        if (IsNested(version))
            EnterQeReport(ref reader);

        var qeReport = reader.Position;
        _ = reader.Take(ReportBody.Size + RawEcdsaSize, "QE report and its signature");
        var authenticationData = Counted(
            data, ref reader, reader.ReadUInt16("authentication data size"), "authentication data");
        var type = ReadCertificationType(ref reader);
        var certification = Counted(
            data, ref reader, reader.ReadUInt32("certification data size"), "certification data");
        reader.RequireEnd();
        return new(data, qeReport, authenticationData, new(type, certification));
    }

    /// <summary>Whether the QE report stands inside certification data.</summary>
    internal static bool IsNested(ushort version) => version > Quote.OldestVersion;

    private static void EnterQeReport(ref SpanReader reader)
    {
        var start = reader.Position;
        var type = (CertificationDataType)reader.ReadUInt16("outer certification data type");
        if (type is not CertificationDataType.QeReport)
            throw new SgxFormatException(
                "QuoteSignature.outer certification data type",
                $"{(ushort)CertificationDataType.QeReport} (QE report) at offset {start}", $"{(ushort)type}");
        var size = reader.ReadUInt32("outer certification data size");
        if (size != reader.Remaining)
            throw new SgxFormatException(
                "QuoteSignature.outer certification data size",
                $"the {reader.Remaining} bytes to the end at offset {start + sizeof(ushort)}", $"{size}");
    }

    private static CertificationDataType ReadCertificationType(ref SpanReader reader)
    {
        var start = reader.Position;
        var type = (CertificationDataType)reader.ReadUInt16("certification data type");
        return type is >= CertificationDataType.PpidClear and <= CertificationDataType.PckChain
            ? type
            : throw new SgxFormatException(
                "QuoteSignature.certification data type", $"1 to 5 at offset {start}", $"{(ushort)type}");
    }

    private static ReadOnlyMemory<byte> Counted(
        ReadOnlyMemory<byte> bytes, ref SpanReader reader, uint size, string field)
    {
        var start = reader.Position;
        return bytes.Slice(start, reader.Take(size, field).Length);
    }

    /// <summary>
    /// Where each part of fixed size stands in version 3; authentication and certification data follow.
    /// </summary>
    public static class Layout
    {
        public static readonly Field Signature = new(0, 64);
        public static readonly Field AttestationKey = new(64, 64);
        public static readonly Field QeReport = new(128, 384);
        public static readonly Field QeReportSignature = new(512, 64);

        /// <summary>Bytes of the fixed part.</summary>
        public const int Size = 576;

        /// <summary>All of them, in order.</summary>
        public static readonly ImmutableArray<Field> All = [Signature, AttestationKey, QeReport, QeReportSignature];
    }

    /// <summary>
    /// Where each part of fixed size stands in versions 4 and 5; authentication and inner certification data follow.
    /// </summary>
    public static class NestedLayout
    {
        public static readonly Field Signature = new(0, 64);
        public static readonly Field AttestationKey = new(64, 64);
        public static readonly Field OuterCertificationType = new(128, 2);
        public static readonly Field OuterCertificationSize = new(130, 4);
        public static readonly Field QeReport = new(134, 384);
        public static readonly Field QeReportSignature = new(518, 64);

        /// <summary>Bytes of the fixed part.</summary>
        public const int Size = 582;

        /// <summary>All of them, in order.</summary>
        public static readonly ImmutableArray<Field> All =
        [
            Signature, AttestationKey, OuterCertificationType, OuterCertificationSize, QeReport, QeReportSignature,
        ];
    }
}
