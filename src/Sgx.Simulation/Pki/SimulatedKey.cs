using System.Security.Cryptography;

namespace Sgx.Simulation.Pki;

/// <summary>A P-256 key pair that follows from a seed.</summary>
internal sealed class SimulatedKey
{
    private readonly byte[] _privateKey;

    /// <param name="privateKey">32 bytes, from 1 to n - 1.</param>
    public SimulatedKey(byte[] privateKey)
    {
        _privateKey = privateKey;
        var point = P256.MultiplyGenerator(privateKey);
        RawPublicKey = [.. point.X!, .. point.Y!];
    }

    /// <summary>X and Y, 64 bytes.</summary>
    public byte[] RawPublicKey { get; }

    /// <summary>r and s over SHA-256 of the message, 64 bytes, always the same for the same message.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message) => DeterministicEcdsa.Sign(_privateKey, message);

    /// <summary>The key pair for the platform's own, faster and randomised signing.</summary>
    public ECDsa ToEcdsa() => P256.KeyPairOf(_privateKey);
}
