using System.Numerics;
using System.Security.Cryptography;

namespace Sgx.Simulation.Pki;

/// <summary>ECDSA over P-256 and SHA-256 without randomness: one key and message give one signature, always.</summary>
/// <remarks>RFC 6979. It is what makes certificates of equal seeds equal to the last byte, on every node.</remarks>
internal static class DeterministicEcdsa
{
    /// <summary>r and s, 64 bytes.</summary>
    public static byte[] Sign(byte[] privateKey, ReadOnlySpan<byte> message)
    {
        var hash = SHA256.HashData(message);
        foreach (var nonce in Nonces(privateKey, hash))
        {
            if (SignWith(nonce, privateKey, hash) is { } signature)
                return signature;
        }
        throw new CryptographicException("nonces never end");
    }

    // Null when r or s is zero, which takes another nonce.
    private static byte[]? SignWith(byte[] nonce, byte[] privateKey, byte[] hash)
    {
        var r = P256.ToNumber(P256.MultiplyGenerator(nonce).X) % P256.Order;
        var inverse = BigInteger.ModPow(P256.ToNumber(nonce), P256.Order - 2, P256.Order);
        var s = inverse * (P256.ToNumber(hash) + r * P256.ToNumber(privateKey)) % P256.Order;
        return r.IsZero || s.IsZero ? null : [.. P256.ToBytes(r), .. P256.ToBytes(s)];
    }

    // Section 3.2, steps b to h; hash and order have the same 256 bits, so bits2int cuts nothing.
    private static IEnumerable<byte[]> Nonces(byte[] privateKey, byte[] hash)
    {
        byte[] input = [.. privateKey, .. P256.ToBytes(P256.ToNumber(hash) % P256.Order)];
        var v = Enumerable.Repeat((byte)1, SHA256.HashSizeInBytes).ToArray();
        var k = Hmac(new byte[SHA256.HashSizeInBytes], [.. v, 0, .. input]);
        v = Hmac(k, v);
        k = Hmac(k, [.. v, 1, .. input]);
        v = Hmac(k, v);

        while (true)
        {
            v = Hmac(k, v);
            var candidate = P256.ToNumber(v);
            if (!candidate.IsZero && candidate < P256.Order)
                yield return v;
            k = Hmac(k, [.. v, 0]);
            v = Hmac(k, v);
        }
    }

    private static byte[] Hmac(byte[] key, byte[] message) => HMACSHA256.HashData(key, message);
}
