using Sgx.Binary;

namespace Sgx.Quotes;

/// <summary>
/// A signed statement about an enclave or a trust domain that strangers can verify: versions 3 to 5, ECDSA over P-256.
/// </summary>
/// <remarks>
/// sgx_quote3_t, sgx_quote4_t, sgx_quote5_t. Owns its bytes: what was signed is never encoded again.
/// </remarks>
public sealed class Quote
{
    /// <summary>The oldest version read: SGX alone, as Intel's QE3 makes them.</summary>
    public const ushort OldestVersion = 3;

    /// <summary>The newest version read, and the first which says what kind of body it has.</summary>
    public const ushort NewestVersion = DescribedBodyVersion;

    internal const ushort DescribedBodyVersion = 5;

    private readonly QuoteFrame _frame;

    internal Quote(ReadOnlyMemory<byte> bytes, QuoteFrame frame)
    {
        (Bytes, _frame) = (bytes, frame);
        Signature = QuoteSignature.Parse(frame.Version, SignatureData);
    }

    /// <summary>The whole quote, without padding.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    public QuoteHeader Header => new(Bytes.Span[..QuoteHeader.Size]);

    /// <summary>3, 4 or 5.</summary>
    public ushort Version => _frame.Version;

    public TeeType TeeType => Header.TeeType;

    public QuoteBodyType BodyType => _frame.BodyType;

    /// <summary>Whether it speaks of a trust domain, not of an enclave.</summary>
    public bool IsTd => BodyType is not QuoteBodyType.Enclave;

    /// <summary>The application enclave.</summary>
    /// <exception cref="InvalidOperationException">The quote is of a TD, see <see cref="IsTd"/>.</exception>
    public ReportBody Body => IsTd
        ? throw new InvalidOperationException("the quote is of a TD: it has no report body of an enclave")
        : new(BodyBytes);

    /// <summary>The trust domain.</summary>
    /// <exception cref="InvalidOperationException">The quote is of an enclave, see <see cref="IsTd"/>.</exception>
    public TdReportBody TdBody => IsTd
        ? new(BodyBytes)
        : throw new InvalidOperationException("the quote is of an enclave: it has no report body of a TD");

    /// <summary>What the attestation key signed: everything up to the end of the body.</summary>
    public ReadOnlySpan<byte> SignedBytes => Bytes.Span[.._frame.SignedSize];

    /// <summary>All of the signature data, without the length in front of them.</summary>
    public ReadOnlyMemory<byte> SignatureData => Bytes[_frame.SignatureOffset..];

    public QuoteSignature Signature { get; }

    private ReadOnlySpan<byte> BodyBytes => Bytes.Span[_frame.BodyOffset.._frame.SignedSize];

    /// <summary>
    /// Takes a copy of the bytes and reads them. Zero bytes behind the quote are padding and dropped.
    /// </summary>
    /// <exception cref="SgxFormatException">
    /// Another version, key type, TEE or body; a part is too short or too long; something other than zeros follows.
    /// </exception>
    public static Quote Parse(ReadOnlySpan<byte> bytes)
    {
        var (frame, length) = Measure(bytes);
        RequirePadding(bytes[length..], length);
        return new(bytes[..length].ToArray(), frame);
    }

    /// <summary>The real length of the quote at the front of a zero-padded buffer, by its own length field.</summary>
    /// <exception cref="SgxFormatException">
    /// The buffer does not begin as a quote, is too short to tell, or is shorter than it says.
    /// </exception>
    public static int LengthOf(ReadOnlySpan<byte> padded) => Measure(padded).Length;

    /// <summary>Puts a quote together from its parts, of the version that the signed part begins with.</summary>
    /// <exception cref="SgxFormatException">A part is not what a quote of that version has there.</exception>
    public static Quote Assemble(QuoteParts parts) => QuoteAssembly.Of(parts);

    private static (QuoteFrame Frame, int Length) Measure(ReadOnlySpan<byte> padded)
    {
        var reader = new SpanReader(padded, nameof(Quote));
        var frame = QuoteFrame.Read(ref reader);
        _ = reader.Take(reader.ReadUInt32("signature data length"), "signature data");
        return (frame, reader.Position);
    }

    // AESM fills the caller's buffer, so a program that stores the buffer whole stores zeros behind the quote; the
    // TDX paths (configfs, a vTPM) pad to a size of their own.
    private static void RequirePadding(ReadOnlySpan<byte> rest, int end)
    {
        if (rest.ContainsAnyExcept((byte)0))
            throw new SgxFormatException(
                nameof(Quote), $"nothing but zeros behind the signature data, from offset {end}",
                $"{rest.Length} bytes");
    }
}
