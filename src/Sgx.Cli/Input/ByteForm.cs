using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Sgx.Cli.Input;

/// <summary>
/// Bytes as people hand them around: raw, as hexadecimal digits, or in base64 with either alphabet, in lines or not.
/// </summary>
/// <remarks>
/// The bytes themselves tell: every structure that is read raw has a zero or another byte that no text has. What is all
/// hexadecimal digits is taken for those and not for base64.
/// </remarks>
internal static class ByteForm
{
    private const string Structure = "text of bytes";

    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t\r\n"u8);
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789ABCDEFabcdef"u8);

    private static readonly SearchValues<byte> Base64Digits =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    private static readonly SearchValues<byte> UrlSafeDigits =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    /// <summary>What the text stands for; bytes that are no such text, as they are.</summary>
    /// <exception cref="SgxFormatException">Digits of a form that make no whole bytes.</exception>
    public static byte[] ToRaw(byte[] bytes)
    {
        var text = WithoutBlanks(bytes);
        var hex = text is [(byte)'0', (byte)'x' or (byte)'X', .. var digits] ? digits : text;
        if (hex is [] || text is [(byte)'-', (byte)'-', ..])
            return bytes;
        if (!hex.AsSpan().ContainsAnyExcept(HexDigits))
            return FromHex(hex);

        var base64 = text.AsSpan().TrimEnd((byte)'=');
        if (!base64.ContainsAnyExcept(Base64Digits))
            return FromBase64(text);
        return base64.ContainsAnyExcept(UrlSafeDigits) ? bytes : FromUrlSafe(base64);
    }

    private static byte[] WithoutBlanks(byte[] bytes) => bytes.AsSpan().ContainsAny(Blanks)
        ? Array.FindAll(bytes, one => !Blanks.Contains(one))
        : bytes;

    private static byte[] FromHex(ReadOnlySpan<byte> digits) => digits.Length % 2 == 0
        ? Convert.FromHexString(digits)
        : throw new SgxFormatException(Structure, "two hexadecimal digits a byte", $"{digits.Length} digits");

    private static byte[] FromBase64(ReadOnlySpan<byte> text)
    {
        var padded = text.Length % 4 == 0 ? text : [.. text, .. "=="u8[..(text.Length % 4 == 2 ? 2 : 1)]];
        var raw = new byte[Base64.GetMaxDecodedFromUtf8Length(padded.Length)];
        return Base64.DecodeFromUtf8(padded, raw, out _, out var size) is OperationStatus.Done
            ? raw[..size]
            : throw NotBase64(text);
    }

    private static byte[] FromUrlSafe(ReadOnlySpan<byte> digits)
    {
        var raw = new byte[Base64Url.GetMaxDecodedLength(digits.Length)];
        return Base64Url.DecodeFromUtf8(digits, raw, out _, out var size) is OperationStatus.Done
            ? raw[..size]
            : throw NotBase64(digits);
    }

    private static SgxFormatException NotBase64(ReadOnlySpan<byte> text)
    {
        var beginning = Encoding.ASCII.GetString(text[..Math.Min(8, text.Length)]);
        return new(Structure, "base64", $"{text.Length} characters from '{beginning}'");
    }
}
