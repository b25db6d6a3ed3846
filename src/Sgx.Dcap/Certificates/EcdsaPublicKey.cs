using System.Formats.Asn1;
using System.Security.Cryptography;
using Sgx.Quotes;

namespace Sgx.Dcap.Certificates;

/// <summary>An ECDSA public key over P-256: X then Y, 64 bytes, which need not be a point of the curve.</summary>
internal sealed class EcdsaPublicKey
{
    private const string IdEcPublicKey = "1.2.840.10045.2.1";
    private const string Prime256v1 = "1.2.840.10045.3.1.7";
    private const byte UncompressedForm = 0x04;
    private const int Size = QuoteSignature.RawEcdsaSize;

    private readonly byte[] _point;
    private readonly LoadedKeys _loaded = new();

    /// <exception cref="SgxFormatException">Not 64 bytes.</exception>
    public EcdsaPublicKey(ReadOnlySpan<byte> point) =>
        _point = SgxFormatException.ThrowUnlessSize(point, Size, nameof(EcdsaPublicKey)).ToArray();

    public ReadOnlySpan<byte> Point => _point;

    /// <summary>As keys stand in certificates: 0x04, then X and Y.</summary>
    public byte[] Uncompressed => [UncompressedForm, .. _point];

    /// <summary>Whether the point is one of the curve.</summary>
    public bool IsOnCurve
    {
        get
        {
            if (TakeOrNull() is not { } key)
                return false;
            _loaded.PutBack(key);
            return true;
        }
    }

    public bool Is(EcdsaPublicKey other) => ReferenceEquals(this, other) || Point.SequenceEqual(other.Point);

    /// <summary>Whether the raw signature over SHA-256 of the data holds; never so for a point off the curve.</summary>
    public bool HasSigned(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (TakeOrNull() is not { } key)
            return false;
        var holds = key.VerifyData(
            data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        _loaded.PutBack(key);
        return holds;
    }

    /// <summary>Gives up what was loaded; a later use loads again.</summary>
    public void Unload() => _loaded.Clear();

    /// <summary>Reads a SubjectPublicKeyInfo of RFC 5480 with an uncompressed point.</summary>
    public static EcdsaPublicKey Read(AsnReader reader)
    {
        const string structure = "subject public key";
        var info = reader.ReadSequence();
        var algorithm = info.ReadSequence();
        algorithm.RequireObjectIdentifier(IdEcPublicKey, structure);
        algorithm.RequireObjectIdentifier(Prime256v1, structure);
        algorithm.ThrowIfNotEmpty();

        var bits = SignedDer.ReadBits(info, structure);
        info.ThrowIfNotEmpty();
        return bits is [UncompressedForm, .. var point]
            ? new(point)
            : throw new SgxFormatException(structure, "an uncompressed point", $"{bits.Length} bytes of another form");
    }

    private ECDsa? TakeOrNull() => _loaded.TakeOrNull() ?? LoadOrNull();

    private ECDsa? LoadOrNull()
    {
        const int half = Size / 2;
        try
        {
            return ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = { X = _point[..half], Y = _point[half..] },
            });
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
