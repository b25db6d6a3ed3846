namespace Sgx.Binary;

/// <summary>A named run of bytes inside a fixed-size SGX structure: offset and length, both in bytes.</summary>
/// <remarks>
/// Every fixed structure has a table of these in the order of Intel's own, reserved ranges included.
/// Readers, writers and must-be-zero checks share the table, and a test proves that it tiles the structure.
/// </remarks>
public readonly record struct Field(int Offset, int Length)
{
    /// <summary>The offset just behind the field.</summary>
    public int End => Offset + Length;

    /// <summary>The field's bytes, to read.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> structure) => structure.Slice(Offset, Length);

    /// <summary>The field's bytes, to write.</summary>
    public Span<byte> In(Span<byte> structure) => structure.Slice(Offset, Length);
}
