using System.Formats.Asn1;
using System.Security.Cryptography;
using Sgx.Dcap.Certificates;

namespace Sgx.Dcap.RaTls;

/// <summary>The key that a peer shows in TLS: a point of P-256 or P-384, as it stands in the certificate.</summary>
/// <remarks>RFC 5480; uncompressed points alone.</remarks>
internal sealed class PeerPublicKey
{
    private const string Structure = "RA-TLS public key";
    private const string IdEcPublicKey = "1.2.840.10045.2.1";
    private const string Prime256v1 = "1.2.840.10045.3.1.7";
    private const string Secp384r1 = "1.3.132.0.34";
    private const byte Uncompressed = 0x04;

    private readonly ECCurve _curve;
    private readonly ReadOnlyMemory<byte> _point;

    private PeerPublicKey(ReadOnlyMemory<byte> der, ECCurve curve, ReadOnlyMemory<byte> point) =>
        (Der, _curve, _point) = (der, curve, point);

    /// <summary>The SubjectPublicKeyInfo: what report data speak of.</summary>
    public ReadOnlyMemory<byte> Der { get; }

    /// <exception cref="SgxFormatException">Another kind of key.</exception>
    public static PeerPublicKey Read(AsnReader reader)
    {
        var der = reader.PeekEncodedValue();
        var info = reader.ReadSequence();
        var algorithm = info.ReadSequence();
        algorithm.RequireObjectIdentifier(IdEcPublicKey, Structure);
        var (curve, coordinate) = CurveOf(algorithm.ReadObjectIdentifier());
        algorithm.ThrowIfNotEmpty();

        var bits = SignedDer.ReadBits(info, Structure);
        info.ThrowIfNotEmpty();
        return bits.Length == 1 + (2 * coordinate) && bits[0] == Uncompressed
            ? new(der, curve, bits.AsMemory(1))
            : throw new SgxFormatException(
                Structure, $"an uncompressed point of {2 * coordinate} bytes", $"{bits.Length} bytes of another form");
    }

    /// <summary>Whether the signature, in DER, is of this key; never so for a point that is not of the curve.</summary>
    public bool HasSigned(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, HashAlgorithmName hash)
    {
        var half = _point.Length / 2;
        try
        {
            using var key = ECDsa.Create(new ECParameters
            {
                Curve = _curve,
                Q = { X = _point[..half].ToArray(), Y = _point[half..].ToArray() },
            });
            return key.VerifyData(data, signature, hash, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static (ECCurve Curve, int Coordinate) CurveOf(string oid) => oid switch
    {
        Prime256v1 => (ECCurve.NamedCurves.nistP256, 32),
        Secp384r1 => (ECCurve.NamedCurves.nistP384, 48),
        _ => throw new SgxFormatException(Structure, "a key over P-256 or P-384", $"curve {oid}"),
    };
}
