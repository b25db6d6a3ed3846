using System.Security.Cryptography;
using System.Text;

namespace Sgx.Simulation.Pki;

/// <summary>The one secret of a simulated platform: all that it or its Intel keeps secret or draws at random.</summary>
internal readonly struct Seed(ReadOnlyMemory<byte> bytes)
{
    // 64 bits more than a key has, so that the remainder is as good as uniform.
    private const int WideNumberSize = 40;

    /// <summary>That many bytes under a label; HKDF-SHA256.</summary>
    public byte[] DeriveBytes(string label, int count)
    {
        var derived = new byte[count];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes.Span, derived, salt: [], info: Encoding.ASCII.GetBytes(label));
        return derived;
    }

    /// <summary>A key pair under a label: 40 derived bytes, modulo n - 1, plus 1.</summary>
    public SimulatedKey DeriveKey(string label)
    {
        var wide = P256.ToNumber(DeriveBytes(label, WideNumberSize));
        return new(P256.ToBytes(wide % (P256.Order - 1) + 1));
    }

    /// <summary>20 bytes under a label, for serial numbers and key ids: positive, and always 20 long in DER.</summary>
    public byte[] DeriveSerial(string label)
    {
        var serial = DeriveBytes(label, 20);
        serial[0] = (byte)(serial[0] & 0x3f | 0x40);
        return serial;
    }
}
