namespace Sgx;

/// <summary>Bytes are not the structure that they claim to be.</summary>
public sealed class SgxFormatException : FormatException
{
    /// <param name="structure">The structure or field, as <c>Quote.version</c>.</param>
    /// <param name="expected">What should have stood there.</param>
    /// <param name="found">What stood there instead.</param>
    public SgxFormatException(string structure, string expected, string found)
        : base($"{structure}: expected {expected}, found {found}") =>
        (Structure, Expected, Found) = (structure, expected, found);

    /// <summary>The structure or field at fault.</summary>
    public string Structure { get; }

    /// <summary>What should have stood there.</summary>
    public string Expected { get; }

    /// <summary>What stood there instead.</summary>
    public string Found { get; }

    /// <summary>Hands the bytes on when they are exactly as many as the structure has.</summary>
    /// <exception cref="SgxFormatException">They are more or fewer.</exception>
    public static ReadOnlySpan<byte> ThrowUnlessSize(ReadOnlySpan<byte> bytes, int size, string structure)
    {
        if (bytes.Length != size)
            throw new SgxFormatException(structure, $"{size} bytes", $"{bytes.Length}");
        return bytes;
    }
}
