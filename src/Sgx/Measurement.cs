using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Sgx;

/// <summary>An MRENCLAVE or MRSIGNER: 32 bytes, written as 64 hexadecimal digits in storage order.</summary>
public readonly record struct Measurement
{
    /// <summary>Bytes of a measurement.</summary>
    public const int Size = 32;

    private readonly UInt128 _first;
    private readonly UInt128 _second;

    /// <exception cref="SgxFormatException">Not 32 bytes.</exception>
    public Measurement(ReadOnlySpan<byte> bytes)
    {
        _ = SgxFormatException.ThrowUnlessSize(bytes, Size, nameof(Measurement));
        _first = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        _second = BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]);
    }

    /// <summary>Reads 64 hexadecimal digits of either case.</summary>
    /// <exception cref="SgxFormatException">They are not that.</exception>
    public static Measurement Parse(string hex) => TryParse(hex, out var measurement)
        ? measurement
        : throw new SgxFormatException(nameof(Measurement), "64 hexadecimal digits", $"'{hex}'");

    /// <summary>Reads 64 hexadecimal digits of either case, or says that they are not that.</summary>
    public static bool TryParse([NotNullWhen(true)] string? hex, out Measurement measurement)
    {
        Span<byte> bytes = stackalloc byte[Size];
        var isHex = hex is { Length: 2 * Size }
            && Convert.FromHexString(hex, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
        measurement = isHex ? new(bytes) : default;
        return isHex;
    }

    /// <summary>The first 8 bytes as a number whose hexadecimal digits are the first 16 of the measurement.</summary>
    public ulong Prefix => (ulong)(_first >> 64);

    /// <summary>The 32 bytes in storage order.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, _first);
        BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(16), _second);
        return bytes;
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => $"{_first:x32}{_second:x32}";
}
