using System.Security.Cryptography;
using Sgx.Simulation.Pki;

namespace Sgx.Simulation.Quoting;

/// <summary>The key that signs quotes.</summary>
/// <remarks>Nothing promises that threads may share an ECDsa: each signature borrows one and gives it back.</remarks>
internal sealed class AttestationKey(SimulatedKey key) : IDisposable
{
    private readonly Shelf<ECDsa> _signers = new(key.ToEcdsa);

    /// <summary>X and Y, 64 bytes.</summary>
    public byte[] RawPublicKey => key.RawPublicKey;

    /// <summary>r and s over SHA-256 of the bytes, 64 bytes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> bytes)
    {
        var signer = _signers.Take();
        var signature = signer.SignData(
            bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        _signers.PutBack(signer);
        return signature;
    }

    public void Dispose() => _signers.Dispose();
}
