using System.Buffers.Binary;

namespace Sgx.Binary;

/// <summary>
/// Reads a variable-size structure from front to back; little-endian, as everything in SGX but ECDSA parts.
/// </summary>
/// <remarks>
/// An inner structure is read through <see cref="Sub"/>, so that it cannot run past its own length.
/// Whatever is missing becomes an <see cref="SgxFormatException"/> that names structure, field and position.
/// </remarks>
public ref struct SpanReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly string _structure;

    /// <param name="bytes">The structure's bytes, all of them and no others.</param>
    /// <param name="structure">Its name, for error messages.</param>
    public SpanReader(ReadOnlySpan<byte> bytes, string structure)
    {
        _bytes = bytes;
        _structure = structure;
    }

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes not read yet.</summary>
    public readonly int Remaining => _bytes.Length - Position;

    public ushort ReadUInt16(string field) => BinaryPrimitives.ReadUInt16LittleEndian(Take(2, field));

    public uint ReadUInt32(string field) => BinaryPrimitives.ReadUInt32LittleEndian(Take(4, field));

    /// <summary>The next <paramref name="count"/> bytes.</summary>
    /// <exception cref="SgxFormatException">Fewer are left.</exception>
    public ReadOnlySpan<byte> Take(long count, string field)
    {
        if (count > Remaining)
            throw new SgxFormatException(
                $"{_structure}.{field}", $"{count} bytes at offset {Position}", $"{Remaining}");

        var taken = _bytes.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    /// <summary>A reader over the next <paramref name="count"/> bytes, which this one then has behind it.</summary>
    public SpanReader Sub(long count, string structure) => new(Take(count, structure), structure);

    /// <summary>Refuses bytes that nothing has claimed.</summary>
    /// <exception cref="SgxFormatException">There are some.</exception>
    public readonly void RequireEnd()
    {
        if (Remaining > 0)
            throw new SgxFormatException(_structure, $"an end at offset {Position}", $"{Remaining} more bytes");
    }
}
