using Google.Protobuf;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Aesm;

/// <summary>
/// The frame around every AESM message: a little-endian u32 length, then that many bytes of protobuf.
/// </summary>
public static class AesmFrame
{
    // Specification.

    /// <summary>Bytes of the length in front.</summary>
    public const int PrefixSize = sizeof(uint);

    // Implementation: what Intel's programs of 2.30 accept of each other.

    /// <summary>The longest body that is read or written, in bytes.</summary>
    public const int MaxBody = 1024 * 1024;

    /// <summary>The longest body of a request that the service reads, in bytes.</summary>
    /// <remarks>A legitimate request of the _ex family stays below 4 KiB.</remarks>
    public const int MaxRequestBody = 64 * 1024;

    /// <summary>The body's length, by the frame's first four bytes; null when no body can have it.</summary>
    public static int? BodyLength(ReadOnlySpan<byte> prefix) =>
        ReadUInt32LittleEndian(prefix) is > 0 and <= MaxBody and var length ? (int)length : null;

    /// <summary>Prefix and body in one piece: sent in one call, it cannot meet the race in Intel's reader.</summary>
    public static byte[] Encode(IMessage message)
    {
        var length = message.CalculateSize();
        var frame = GC.AllocateUninitializedArray<byte>(PrefixSize + length);
        WriteUInt32LittleEndian(frame, (uint)length);
        message.WriteTo(frame.AsSpan(PrefixSize));
        return frame;
    }
}
