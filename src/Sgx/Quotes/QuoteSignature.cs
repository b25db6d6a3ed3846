using System.Collections.Immutable;
using Sgx.Binary;

namespace Sgx.Quotes;

/// <summary>The signature data of an ECDSA quote, and all that vouches for the key which made it.</summary>
/// <remarks>
/// sgx_ql_ecdsa_sig_data_t. Keys and signatures are 64 raw bytes: two 32-byte big-endian integers,
/// X and Y or r and s.
/// </remarks>
public sealed class QuoteSignature
{
    /// <summary>Bytes of a raw P-256 public key or signature.</summary>
    public const int RawEcdsaSize = 64;

    private readonly ReadOnlyMemory<byte> _fixed;

    private QuoteSignature(
        ReadOnlyMemory<byte> fixedPart, ReadOnlyMemory<byte> authenticationData, CertificationData certificationData)
    {
        _fixed = fixedPart;
        AuthenticationData = authenticationData;
        CertificationData = certificationData;
    }

    /// <summary>By the attestation key, over the quote's header and report body (its first 432 bytes).</summary>
    public ReadOnlySpan<byte> Signature => Layout.Signature.Of(_fixed.Span);

    /// <summary>The attestation public key, X then Y.</summary>
    public ReadOnlySpan<byte> AttestationKey => Layout.AttestationKey.Of(_fixed.Span);

    /// <summary>The quoting enclave itself; its report data binds <see cref="AttestationKey"/>.</summary>
    public ReportBody QeReport => new(Layout.QeReport.Of(_fixed.Span));

    /// <summary>By the PCK, over the 384 bytes of <see cref="QeReport"/>.</summary>
    public ReadOnlySpan<byte> QeReportSignature => Layout.QeReportSignature.Of(_fixed.Span);

    /// <summary>What the QE hashed together with its key; Intel's uses 00 01 … 1f.</summary>
    public ReadOnlyMemory<byte> AuthenticationData { get; }

    public CertificationData CertificationData { get; }

    /// <summary>Reads exactly the given bytes.</summary>
    /// <exception cref="SgxFormatException">They are too few, or some are left over.</exception>
    public static QuoteSignature Parse(ReadOnlyMemory<byte> bytes)
    {
        var reader = new SpanReader(bytes.Span, nameof(QuoteSignature));
        _ = reader.Take(Layout.Size, "fixed part");
        var authenticationData = Counted(
            bytes, ref reader, reader.ReadUInt16("authentication data size"), "authentication data");
        var type = (CertificationDataType)reader.ReadUInt16("certification data type");
        var certificationData = Counted(
            bytes, ref reader, reader.ReadUInt32("certification data size"), "certification data");
        reader.RequireEnd();
        return new(bytes[..Layout.Size], authenticationData, new(type, certificationData));
    }

    private static ReadOnlyMemory<byte> Counted(
        ReadOnlyMemory<byte> bytes, ref SpanReader reader, uint size, string field)
    {
        var start = reader.Position;
        return bytes.Slice(start, reader.Take(size, field).Length);
    }

    /// <summary>Where each part of fixed size stands; authentication and certification data follow.</summary>
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
}
