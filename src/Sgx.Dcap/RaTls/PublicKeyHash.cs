using System.Formats.Cbor;
using System.Security.Cryptography;

namespace Sgx.Dcap.RaTls;

/// <summary>The claim <c>pubkey-hash</c>: <c>[ hash-alg-id : uint, hash-value : bstr ]</c>.</summary>
/// <remarks>The ids are those of IANA's registry of named information hash algorithms.</remarks>
internal sealed record PublicKeyHash(HashAlgorithmName Algorithm, ReadOnlyMemory<byte> Value)
{
    private const string Structure = "RA-TLS claim pubkey-hash";

    private static readonly NamedHash[] Known =
    [
        new(1, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes),
        new(7, HashAlgorithmName.SHA384, SHA384.HashSizeInBytes),
        new(8, HashAlgorithmName.SHA512, SHA512.HashSizeInBytes),
    ];

    public static PublicKeyHash Of(ReadOnlySpan<byte> publicKey, HashAlgorithmName algorithm) =>
        new(algorithm, CryptographicOperations.HashData(algorithm, publicKey));

    public bool IsOf(ReadOnlySpan<byte> publicKey) => Of(publicKey, Algorithm).Value.Span.SequenceEqual(Value.Span);

    /// <exception cref="SgxFormatException">Another form, algorithm or size.</exception>
    public static PublicKeyHash Read(ReadOnlyMemory<byte> cbor) => StrictCbor.Read(cbor, Structure, reader =>
    {
        reader.ReadStartArray(2, Structure);
        var id = reader.ReadUInt64();
        var hash = Array.Find(Known, hash => hash.Id == id) ?? throw new SgxFormatException(
            Structure, "algorithm 1, 7 or 8 (SHA-256, SHA-384, SHA-512)", $"{id}");
        var value = reader.ReadDefiniteLengthByteString();
        _ = SgxFormatException.ThrowUnlessSize(value.Span, hash.Size, $"{Structure}, {hash.Algorithm}");
        reader.ReadEndArray();
        return new PublicKeyHash(hash.Algorithm, value);
    });

    public byte[] Encode()
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartArray(2);
        writer.WriteUInt32(Known.Single(hash => hash.Algorithm == Algorithm).Id);
        writer.WriteByteString(Value.Span);
        writer.WriteEndArray();
        return writer.Encode();
    }

    private sealed record NamedHash(uint Id, HashAlgorithmName Algorithm, int Size);
}
