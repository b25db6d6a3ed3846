using System.Buffers;

namespace Sgx.Dcap.Certificates;

/// <summary>The forms in which a revocation list is handed around, brought back to the one that is verified.</summary>
/// <remarks>
/// Intel's PCS serves DER or PEM, PCCS the root's list as hexadecimal digits, and Intel's library takes all three; a
/// NUL may end its text. How it begins tells them apart: 0x30 is DER, '3' the first digit of DER, '-' is PEM, which
/// Intel's library still finds behind one line break, and not behind two.
/// </remarks>
internal static class CrlForm
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789ABCDEFabcdef"u8);

    /// <summary>The list in DER. What is in none of the forms stays as it is, for the verifier to refuse.</summary>
    /// <exception cref="SgxFormatException">It begins as PEM or as digits do, and goes on otherwise.</exception>
    public static ReadOnlyMemory<byte> ToDer(ReadOnlyMemory<byte> list, string name) => list.Span switch
    {
        var text when IsPem(text) => Pem.ReadCrl(text),
        [(byte)'3', ..] => FromHex(list.Span, name),
        _ => list,
    };

    /// <summary>The list in DER, out of text: PEM or digits.</summary>
    /// <exception cref="SgxFormatException">Neither.</exception>
    public static ReadOnlyMemory<byte> OfText(ReadOnlySpan<byte> text, string name) =>
        IsPem(text) ? Pem.ReadCrl(text) : FromHex(text, name);

    private static bool IsPem(ReadOnlySpan<byte> text) =>
        text is [(byte)'-', ..] or [(byte)'\r' or (byte)'\n', (byte)'-', ..];

    private static byte[] FromHex(ReadOnlySpan<byte> text, string name)
    {
        var digits = text is [.. var before, 0] ? before : text;
        var wrong = digits.IndexOfAnyExcept(HexDigits);
        if (wrong >= 0)
            throw new SgxFormatException(
                name, "hexadecimal digits alone, two a byte", $"the byte 0x{digits[wrong]:x2} at {wrong}");
        return digits.Length % 2 == 0
            ? Convert.FromHexString(digits)
            : throw new SgxFormatException(name, "hexadecimal digits, two a byte", $"{digits.Length} digits");
    }
}
