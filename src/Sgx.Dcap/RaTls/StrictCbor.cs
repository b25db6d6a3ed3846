using System.Formats.Cbor;

namespace Sgx.Dcap.RaTls;

/// <summary>CBOR with one way to be read: definite lengths, no key twice, one item and nothing behind it.</summary>
/// <remarks>RFC 8949, the strict mode of the framework's reader, less indefinite lengths.</remarks>
internal static class StrictCbor
{
    // Deep enough for any claim; the reader keeps a frame a level.
    private const int MaxDepth = 32;

    /// <summary>Reads one item; the reading function takes it whole.</summary>
    /// <exception cref="SgxFormatException">Not strict CBOR, or not what the function expected.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> cbor, string structure, Func<CborReader, T> read)
    {
        try
        {
            var reader = new CborReader(cbor, CborConformanceMode.Strict);
            var value = read(reader);
            return reader.BytesRemaining == 0
                ? value
                : throw new SgxFormatException(structure, "one item", $"{reader.BytesRemaining} bytes behind it");
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException)
        {
            // The reader says "invalid operation" of an item of another type than asked for.
            throw new SgxFormatException(structure, "strict CBOR", e.Message);
        }
    }

    /// <summary>Enters an array of exactly so many items.</summary>
    public static void ReadStartArray(this CborReader reader, int count, string structure)
    {
        var found = reader.ReadStartArray();
        if (found != count)
            throw new SgxFormatException(
                structure, $"an array of {count}", found is null ? "one without end" : $"{found}");
    }

    /// <summary>Enters a map, and says how many entries it has.</summary>
    public static int ReadStartDefiniteMap(this CborReader reader, string structure) =>
        reader.ReadStartMap() ?? throw new SgxFormatException(structure, "a map of definite length", "one without end");

    /// <summary>A text of definite length.</summary>
    public static string ReadDefiniteText(this CborReader reader, string structure) =>
        reader.PeekState() is CborReaderState.TextString
            ? reader.ReadTextString()
            : throw new SgxFormatException(structure, "a text", $"{reader.PeekState()}");

    /// <summary>Passes over an item of whatever kind, as strictly as it would be read.</summary>
    public static void SkipDefinite(this CborReader reader, string structure)
    {
        var depth = reader.CurrentDepth;
        bool isTag;
        do
        {
            isTag = Step(reader, structure);
            if (reader.CurrentDepth > depth + MaxDepth)
                throw new SgxFormatException(structure, $"at most {MaxDepth} levels", "more");
        }
        while (isTag || reader.CurrentDepth > depth);
    }

    // Whether it was a tag, which is nothing without the item behind it.
    private static bool Step(CborReader reader, string structure)
    {
        switch (reader.PeekState())
        {
            case CborReaderState.StartArray:
                _ = reader.ReadStartArray()
                    ?? throw new SgxFormatException(structure, "an array of definite length", "one without end");
                return false;
            case CborReaderState.StartMap:
                _ = reader.ReadStartDefiniteMap(structure);
                return false;
            case CborReaderState.EndArray:
                reader.ReadEndArray();
                return false;
            case CborReaderState.EndMap:
                reader.ReadEndMap();
                return false;
            case CborReaderState.Tag:
                _ = reader.ReadTag();
                return true;
            case CborReaderState.StartIndefiniteLengthByteString or CborReaderState.StartIndefiniteLengthTextString:
                throw new SgxFormatException(structure, "a string of definite length", "one without end");
            default:
                reader.SkipValue();
                return false;
        }
    }
}
