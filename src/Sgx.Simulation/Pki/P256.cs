using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Sgx.Simulation.Pki;

/// <summary>The curve that every key of SGX attestation lies on.</summary>
/// <remarks>
/// NIST P-256. Numbers are 32 big-endian bytes. No claim is made about side channels: all keys here are simulated.
/// </remarks>
internal static class P256
{
    /// <summary>Bytes of a coordinate, a private key, or half a signature.</summary>
    public const int NumberSize = 32;

    /// <summary>How many points the curve has: n.</summary>
    public static BigInteger Order { get; } = BigInteger.Parse(
        "0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551",
        NumberStyles.HexNumber,
        CultureInfo.InvariantCulture);

    /// <summary>The key pair of a private key.</summary>
    public static ECDsa KeyPairOf(byte[] privateKey) =>
        ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = privateKey });

    /// <summary>The point that is the generator that many times.</summary>
    public static ECPoint MultiplyGenerator(byte[] times)
    {
        using var key = KeyPairOf(times);
        return key.ExportParameters(includePrivateParameters: false).Q;
    }

    public static BigInteger ToNumber(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    /// <summary>The number in 32 bytes.</summary>
    public static byte[] ToBytes(BigInteger number)
    {
        var bytes = new byte[NumberSize];
        var size = number.GetByteCount(isUnsigned: true);
        _ = number.TryWriteBytes(bytes.AsSpan(NumberSize - size), out _, isUnsigned: true, isBigEndian: true);
        return bytes;
    }
}
