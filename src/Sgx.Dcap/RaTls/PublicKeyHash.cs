using System.Formats.Cbor;
using System.Security.Cryptography;

namespace Sgx.Dcap.RaTls;

/// <summary>The claim <c>pubkey-hash</c>: <c>[ hash-alg-id : uint, hash-value : bstr ]</c>.</summary>
/// <remarks>The ids are those of IANA's registry of named information hash algorithms.</remarks>
internal sealed record PublicKeyHash(HashAlgorithmName Algorithm, ReadOnlyMemory<byte> Value)
{
    private const string Structure = "RA-TLS claim pubkey-hash";
    private const uint Sha256 = 1;
    private const uint Sha384 = 7;
    private const uint Sha512 = 8;

    public static PublicKeyHash Of(ReadOnlySpan<byte> publicKey, HashAlgorithmName algorithm) =>
        new(algorithm, CryptographicOperations.HashData(algorithm, publicKey));

    public bool IsOf(ReadOnlySpan<byte> publicKey) => Of(publicKey, Algorithm).Value.Span.SequenceEqual(Value.Span);

    /// <exception cref="SgxFormatException">Another form, algorithm or size.</exception>
    public static PublicKeyHash Read(ReadOnlyMemory<byte> cbor) => StrictCbor.Read(cbor, Structure, reader =>
    {
        reader.ReadStartArray(2, Structure);
        var (algorithm, size) = AlgorithmOf(reader.ReadUInt64());
        var value = reader.ReadDefiniteLengthByteString();
        _ = SgxFormatException.ThrowUnlessSize(value.Span, size, $"{Structure}, {algorithm}");
        reader.ReadEndArray();
        return new PublicKeyHash(algorithm, value);
    });

    public byte[] Encode()
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartArray(2);
        writer.WriteUInt32(IdOf(Algorithm));
        writer.WriteByteString(Value.Span);
        writer.WriteEndArray();
        return writer.Encode();
    }

    private static (HashAlgorithmName Algorithm, int Size) AlgorithmOf(ulong id) => id switch
    {
        Sha256 => (HashAlgorithmName.SHA256, SHA256.HashSizeInBytes),
        Sha384 => (HashAlgorithmName.SHA384, SHA384.HashSizeInBytes),
        Sha512 => (HashAlgorithmName.SHA512, SHA512.HashSizeInBytes),
        _ => throw new SgxFormatException(Structure, "algorithm 1, 7 or 8 (SHA-256, SHA-384, SHA-512)", $"{id}"),
    };

    private static uint IdOf(HashAlgorithmName algorithm) => algorithm.Name switch
    {
        nameof(HashAlgorithmName.SHA256) => Sha256,
        nameof(HashAlgorithmName.SHA384) => Sha384,
        nameof(HashAlgorithmName.SHA512) => Sha512,
        _ => throw new ArgumentException($"{algorithm} is not SHA-256, SHA-384 or SHA-512", nameof(algorithm)),
    };
}
