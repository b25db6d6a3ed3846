using System.Security.Cryptography;

namespace Sgx.Simulation.Cpu;

/// <summary>AES-128-CMAC: a 16-byte MAC under a 16-byte key.</summary>
/// <remarks>RFC 4493, NIST SP 800-38B.</remarks>
internal static class AesCmac
{
    /// <summary>Bytes of a key, and of a MAC.</summary>
    public const int Size = 16;

    private const byte Rb = 0x87;

    public static byte[] Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message)
    {
        using var aes = Aes.Create();
        aes.SetKey(key);
        Span<byte> zero = stackalloc byte[Size];
        zero.Clear();

        var blocks = Padded(message);
        var subkey = Doubled(aes.EncryptEcb(zero, PaddingMode.None));
        if (blocks.Length != message.Length)
            subkey = Doubled(subkey);
        Xor(blocks.AsSpan(^Size..), subkey);
        return aes.EncryptCbc(blocks, zero, PaddingMode.None)[^Size..];
    }

    // A message of whole blocks stays as it is; any other, the empty one included, gets 0x80 and zeros.
    private static byte[] Padded(ReadOnlySpan<byte> message)
    {
        if (message.Length > 0 && message.Length % Size == 0)
            return message.ToArray();

        var padded = new byte[(message.Length / Size + 1) * Size];
        message.CopyTo(padded);
        padded[message.Length] = 0x80;
        return padded;
    }

    private static byte[] Doubled(ReadOnlySpan<byte> block)
    {
        var doubled = new byte[Size];
        for (var i = 0; i < Size; i++)
            doubled[i] = (byte)(block[i] << 1 | (i + 1 < Size ? block[i + 1] >> 7 : 0));
        doubled[^1] ^= (byte)((block[0] >> 7) * Rb);
        return doubled;
    }

    private static void Xor(Span<byte> target, ReadOnlySpan<byte> other)
    {
        for (var i = 0; i < target.Length; i++)
            target[i] ^= other[i];
    }
}
