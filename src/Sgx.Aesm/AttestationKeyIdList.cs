using Sgx.Binary;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Aesm;

/// <summary>The list of keys in a select_att_key_id request: a header of 8 bytes, then 256 bytes a key.</summary>
/// <remarks>sgx_ql_att_key_id_list_t.</remarks>
internal static class AttestationKeyIdList
{
    /// <summary>The longest list there may be.</summary>
    public const int MaxCount = 10;

    private const int HeaderSize = 8;
    private static readonly Field Id = new(0, 2);
    private static readonly Field Version = new(2, 2);
    private static readonly Field Count = new(4, 4);

    public static byte[] Encode(IReadOnlyList<AttestationKeyId> keys)
    {
        var list = new byte[HeaderSize + keys.Count * AttestationKeyId.Size];
        WriteUInt32LittleEndian(Count.In(list), (uint)keys.Count);
        for (var i = 0; i < keys.Count; i++)
            keys[i].Bytes.CopyTo(list.AsMemory(HeaderSize + i * AttestationKeyId.Size));
        return list;
    }

    /// <exception cref="SgxFormatException">
    /// Unknown id or version, more than 10 keys, or another length than they have.
    /// </exception>
    public static IReadOnlyList<AttestationKeyId> Parse(ReadOnlySpan<byte> list)
    {
        var reader = new SpanReader(list, nameof(AttestationKeyIdList));
        var header = reader.Take(HeaderSize, "header");
        RequireZero(Id.Of(header), "id");
        RequireZero(Version.Of(header), "version");
        var count = ReadUInt32LittleEndian(Count.Of(header));
        if (count > MaxCount)
            throw new SgxFormatException($"{nameof(AttestationKeyIdList)}.count", $"at most {MaxCount}", $"{count}");

        var keys = new List<AttestationKeyId>();
        while (keys.Count < count)
            keys.Add(AttestationKeyId.Parse(reader.Take(AttestationKeyId.Size, "key id")));
        reader.RequireEnd();
        return keys;
    }

    private static void RequireZero(ReadOnlySpan<byte> field, string name)
    {
        if (ReadUInt16LittleEndian(field) is not 0 and var value)
            throw new SgxFormatException($"{nameof(AttestationKeyIdList)}.{name}", "0", $"{value}");
    }
}
