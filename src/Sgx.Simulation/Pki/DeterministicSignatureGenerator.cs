using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sgx.Simulation.Pki;

/// <summary>Signs certificates and CRLs with a simulated key: ecdsa-with-SHA256, always the same signature.</summary>
internal sealed class DeterministicSignatureGenerator(SimulatedKey key) : X509SignatureGenerator
{
    private const string EcdsaWithSha256 = "1.2.840.10045.4.3.2";

    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
            writer.WriteObjectIdentifier(EcdsaWithSha256);
        return writer.Encode();
    }

    /// <summary>ECDSA-Sig-Value: a sequence of the integers r and s.</summary>
    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm)
    {
        var raw = key.Sign(data);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(P256.ToNumber(raw.AsSpan(..P256.NumberSize)));
            writer.WriteInteger(P256.ToNumber(raw.AsSpan(P256.NumberSize..)));
        }
        return writer.Encode();
    }

    protected override PublicKey BuildPublicKey() => PublicKeyOf(key);

    /// <summary>The key as certificates carry it.</summary>
    public static PublicKey PublicKeyOf(SimulatedKey key)
    {
        using var ecdsa = key.ToEcdsa();
        return new(ecdsa);
    }
}
