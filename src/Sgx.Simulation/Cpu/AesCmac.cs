using System.Security.Cryptography;

namespace Sgx.Simulation.Cpu;

/// <summary>AES-128-CMAC under one 16-byte key, whose subkeys are made once. For one thread at a time.</summary>
/// <remarks>RFC 4493, NIST SP 800-38B.</remarks>
internal sealed class AesCmac : IDisposable
{
    /// <summary>Bytes of a key, and of a MAC.</summary>
    public const int Size = 16;

    private const byte Rb = 0x87;
    private static readonly byte[] Zero = new byte[Size];

    private readonly ICryptoTransform _chain;
    private readonly byte[] _wholeSubkey;
    private readonly byte[] _paddedSubkey;

    public AesCmac(ReadOnlySpan<byte> key)
    {
        using var aes = Aes.Create();
        aes.Padding = PaddingMode.None;
        aes.SetKey(key);
        _wholeSubkey = Doubled(aes.EncryptEcb(Zero, PaddingMode.None));
        _paddedSubkey = Doubled(_wholeSubkey);
        _chain = aes.CreateEncryptor(aes.Key, Zero);   // CBC from zero, and back to there after each message
    }

    /// <summary>The 16-byte MAC of a message.</summary>
    public byte[] Compute(ReadOnlySpan<byte> message)
    {
        var blocks = Padded(message);
        Xor(blocks.AsSpan(^Size..), blocks.Length == message.Length ? _wholeSubkey : _paddedSubkey);
        return _chain.TransformFinalBlock(blocks, 0, blocks.Length)[^Size..];
    }

    public void Dispose() => _chain.Dispose();

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
