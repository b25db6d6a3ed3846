namespace Sgx.Cli.Input;

/// <summary>Bytes as hexadecimal digits of either case.</summary>
internal static class HexText
{
    /// <exception cref="FormatException">Not that, or not that many.</exception>
    public static ReadOnlyMemory<byte> Parse(string text, int size) => text.Length == 2 * size
        ? Parse(text)
        : throw new FormatException($"expected {2 * size} hexadecimal digits, found {text.Length}");

    /// <exception cref="FormatException">Not that, or more than that.</exception>
    public static ReadOnlyMemory<byte> ParseUpTo(string text, int maxSize)
    {
        if (text.Length > 2 * maxSize)
            throw new FormatException($"expected at most {2 * maxSize} hexadecimal digits, found {text.Length}");
        return Parse(text);
    }

    // The framework's own message would not say what stood there.
    private static byte[] Parse(string text)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException e)
        {
            throw new FormatException($"expected pairs of hexadecimal digits, found '{text}'", e);
        }
    }
}
