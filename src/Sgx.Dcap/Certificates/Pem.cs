using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Sgx.Dcap.Certificates;

/// <summary>
/// Strict PEM: certificates one behind the other and nothing else, so that each has one way to be written.
/// </summary>
/// <remarks>
/// RFC 7468, less its tolerance: no text around the blocks, no blanks in them, no stray base64 bits. Lines end in LF or
/// CRLF; empty lines may stand between blocks, and one NUL at the end, as Intel's quoting enclave leaves it.
/// </remarks>
internal static class Pem
{
    /// <summary>Bytes of a chain at most; real ones of three certificates have about 4,000.</summary>
    public const int MaxSize = 64 * 1024;

    private const string Structure = "PEM chain";

    private static readonly SearchValues<byte> Base64Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="u8);

    private static ReadOnlySpan<byte> Begin => "-----BEGIN CERTIFICATE-----"u8;
    private static ReadOnlySpan<byte> End => "-----END CERTIFICATE-----"u8;

    /// <summary>The DER of exactly <paramref name="count"/> certificates, in the order in which they stand.</summary>
    /// <exception cref="SgxFormatException">More, fewer, or not strict PEM.</exception>
    public static List<byte[]> ReadCertificates(ReadOnlySpan<byte> pem, int count)
    {
        if (pem.Length > MaxSize)
            throw new SgxFormatException(Structure, $"at most {MaxSize} bytes", $"{pem.Length}");

        List<byte[]> certificates = [];
        var lines = WithoutNul(pem);
        while (SkipEmptyLines(ref lines))
        {
            certificates.Add(ReadBlock(ref lines));
            if (certificates.Count > count)
                throw new SgxFormatException(Structure, $"{count} certificates", "more");
        }

        return certificates.Count == count
            ? certificates
            : throw new SgxFormatException(Structure, $"{count} certificates", $"{certificates.Count}");
    }

    private static ReadOnlySpan<byte> WithoutNul(ReadOnlySpan<byte> pem) => pem is [.. var text, 0] ? text : pem;

    private static bool SkipEmptyLines(ref ReadOnlySpan<byte> lines)
    {
        while (lines is [(byte)'\n', ..] or [(byte)'\r', (byte)'\n', ..])
            _ = TakeLine(ref lines);
        return !lines.IsEmpty;
    }

    private static byte[] ReadBlock(ref ReadOnlySpan<byte> lines)
    {
        if (!TakeLine(ref lines).SequenceEqual(Begin))
            throw new SgxFormatException(Structure, "a BEGIN CERTIFICATE line", "something else");

        var base64 = new ArrayBufferWriter<byte>();
        for (var line = TakeLine(ref lines); !line.SequenceEqual(End); line = TakeLine(ref lines))
            base64.Write(RequireBase64(line));
        return Decode(base64.WrittenSpan);
    }

    private static ReadOnlySpan<byte> TakeLine(ref ReadOnlySpan<byte> lines)
    {
        var end = lines.IndexOf((byte)'\n');
        var line = end < 0 ? lines : lines[..end];
        lines = end < 0 ? [] : lines[(end + 1)..];
        return end >= 0 && line is [.. var text, (byte)'\r'] ? text : line;
    }

    private static ReadOnlySpan<byte> RequireBase64(ReadOnlySpan<byte> line) =>
        !line.IsEmpty && !line.ContainsAnyExcept(Base64Alphabet)
            ? line
            : throw new SgxFormatException(Structure, "a line of base64 or END CERTIFICATE", Shown(line));

    // Encoding again what was decoded proves that no pad bit and no pad character was out of place.
    private static byte[] Decode(ReadOnlySpan<byte> base64)
    {
        var der = new byte[Base64.GetMaxDecodedFromUtf8Length(base64.Length)];
        var canonical = new byte[base64.Length];
        return Base64.DecodeFromUtf8(base64, der, out _, out var size) is OperationStatus.Done
            && Base64.EncodeToUtf8(der.AsSpan(0, size), canonical, out _, out var written) is OperationStatus.Done
            && canonical.AsSpan(0, written).SequenceEqual(base64)
                ? der[..size]
                : throw new SgxFormatException(
                    Structure, "canonical base64", $"{base64.Length} characters that are not");
    }

    private static string Shown(ReadOnlySpan<byte> line) => line.IsEmpty
        ? "an empty line or the end"
        : $"'{Encoding.Latin1.GetString(line[..Math.Min(line.Length, 32)])}'";
}
