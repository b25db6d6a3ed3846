using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Sgx.Dcap.Certificates;

/// <summary>
/// Strict PEM: blocks of one label one behind the other and nothing else, so that each has one way to be written.
/// </summary>
/// <remarks>
/// RFC 7468, less its tolerance: no text around the blocks, no blanks in them, no stray base64 bits. Lines end in LF or
/// CRLF; empty lines may stand between blocks, and one NUL at the end, as Intel's quoting enclave leaves it. A block
/// may begin right behind the end of another: early provider libraries glued the PCK certificate to its issuers.
/// </remarks>
internal static class Pem
{
    /// <summary>Bytes of a chain at most; real ones of three certificates have about 4,000.</summary>
    public const int MaxSize = 64 * 1024;

    private const string CertificateLabel = "CERTIFICATE";
    private const string CrlLabel = "X509 CRL";
    private const string Structure = "PEM chain";
    private const string CrlStructure = "PEM CRL";

    private static readonly SearchValues<byte> Base64Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="u8);

    /// <summary>How every PEM begins.</summary>
    public static ReadOnlySpan<byte> Begin => "-----BEGIN "u8;

    /// <summary>The DER of exactly <paramref name="count"/> certificates, in the order in which they stand.</summary>
    /// <exception cref="SgxFormatException">More, fewer, or not strict PEM.</exception>
    public static List<byte[]> ReadCertificates(ReadOnlySpan<byte> pem, int count) =>
        ReadCertificates(pem, count, count);

    /// <summary>The DER of as many certificates as there are, if they are not too few or too many.</summary>
    /// <exception cref="SgxFormatException">More, fewer, or not strict PEM.</exception>
    public static List<byte[]> ReadCertificates(ReadOnlySpan<byte> pem, int min, int max)
    {
        if (pem.Length > MaxSize)
            throw new SgxFormatException(Structure, $"at most {MaxSize} bytes", $"{pem.Length}");

        var certificates = ReadBlocks(pem, max, CertificateLabel, Structure, "certificates");
        return certificates.Count >= min
            ? certificates
            : throw new SgxFormatException(Structure, $"{min} certificates", $"{certificates.Count}");
    }

    /// <summary>The DER of one revocation list, of any size.</summary>
    /// <exception cref="SgxFormatException">None, several, or not strict PEM.</exception>
    public static byte[] ReadCrl(ReadOnlySpan<byte> pem) =>
        ReadBlocks(pem, 1, CrlLabel, CrlStructure, "revocation list") is [var der]
            ? der
            : throw new SgxFormatException(CrlStructure, "1 revocation list", "none");

    private static List<byte[]> ReadBlocks(
        ReadOnlySpan<byte> pem, int max, string label, string structure, string what)
    {
        List<byte[]> blocks = [];
        var lines = WithoutNul(pem);
        while (SkipEmptyLines(ref lines))
        {
            blocks.Add(ReadBlock(ref lines, label, structure));
            if (blocks.Count > max)
                throw new SgxFormatException(structure, $"{max} {what}", "more");
        }

        return blocks;
    }

    private static ReadOnlySpan<byte> WithoutNul(ReadOnlySpan<byte> pem) => pem is [.. var text, 0] ? text : pem;

    private static bool SkipEmptyLines(ref ReadOnlySpan<byte> lines)
    {
        while (lines is [(byte)'\n', ..] or [(byte)'\r', (byte)'\n', ..])
            _ = TakeLine(ref lines);
        return !lines.IsEmpty;
    }

    private static byte[] ReadBlock(ref ReadOnlySpan<byte> lines, string label, string structure)
    {
        if (!IsBoundary(TakeLine(ref lines), "BEGIN", label))
            throw new SgxFormatException(structure, $"a BEGIN {label} line", "something else");

        var buffer = ArrayPool<byte>.Shared.Rent(lines.Length);
        try
        {
            var size = 0;
            for (var line = TakeLine(ref lines); !IsBoundary(line, "END", label); line = TakeLine(ref lines))
            {
                RequireBase64(line, label, structure).CopyTo(buffer.AsSpan(size));
                size += line.Length;
            }

            return Decode(buffer.AsSpan(0, size), structure);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsBoundary(ReadOnlySpan<byte> line, string boundary, string label) =>
        line is [(byte)'-', ..] && Ascii.Equals(line, $"-----{boundary} {label}-----");

    private static ReadOnlySpan<byte> TakeLine(ref ReadOnlySpan<byte> lines)
    {
        var end = lines.IndexOf((byte)'\n');
        return GluedEnd(end < 0 ? lines : lines[..end]) is > 0 and var seam
            ? Take(ref lines, seam)
            : TakeUpTo(end, ref lines);
    }

    // Where an END line is glued to a BEGIN line: the length of the former; 0 elsewhere.
    private static int GluedEnd(ReadOnlySpan<byte> line) =>
        line.StartsWith("-----END "u8) && line.IndexOf("----------BEGIN "u8) is > 0 and var seam ? seam + 5 : 0;

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> lines, int length)
    {
        var taken = lines[..length];
        lines = lines[length..];
        return taken;
    }

    private static ReadOnlySpan<byte> TakeUpTo(int end, ref ReadOnlySpan<byte> lines)
    {
        var line = end < 0 ? lines : lines[..end];
        lines = end < 0 ? [] : lines[(end + 1)..];
        return end >= 0 && line is [.. var text, (byte)'\r'] ? text : line;
    }

    private static ReadOnlySpan<byte> RequireBase64(ReadOnlySpan<byte> line, string label, string structure) =>
        !line.IsEmpty && !line.ContainsAnyExcept(Base64Alphabet)
            ? line
            : throw new SgxFormatException(structure, $"a line of base64 or END {label}", Shown(line));

    // The decoder takes canonical base64 alone: no pad bit set, no pad character out of place.
    private static byte[] Decode(Span<byte> base64, string structure) =>
        Base64.DecodeFromUtf8InPlace(base64, out var size) is OperationStatus.Done
            ? base64[..size].ToArray()
            : throw new SgxFormatException(structure, "canonical base64", $"{base64.Length} characters that are not");

    private static string Shown(ReadOnlySpan<byte> line) => line.IsEmpty
        ? "an empty line or the end"
        : $"'{Encoding.Latin1.GetString(line[..Math.Min(line.Length, 32)])}'";
}
