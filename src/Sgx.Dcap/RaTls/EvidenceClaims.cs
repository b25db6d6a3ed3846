using System.Formats.Cbor;

namespace Sgx.Dcap.RaTls;

/// <summary>The claims beside a quote in the interoperable format: a map with text keys.</summary>
internal sealed record EvidenceClaims
{
    private const string Structure = "RA-TLS claims";
    private const string PublicKeyHashKey = "pubkey-hash";
    private const string NonceKey = "nonce";

    public required PublicKeyHash PublicKeyHash { get; init; }

    /// <summary>What a verifier gave to show that the quote is fresh; null where there is none.</summary>
    public ReadOnlyMemory<byte>? Nonce { get; init; }

    /// <summary>Claims that nobody here knows: ignored.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// <exception cref="SgxFormatException">Not such a map, strictly, or without the hash.</exception>
    public static EvidenceClaims Read(ReadOnlyMemory<byte> cbor) => StrictCbor.Read(cbor, Structure, ReadMap);

    public byte[] Encode()
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartMap(Nonce is null ? 1 : 2);
        if (Nonce is { } nonce)
        {
            writer.WriteTextString(NonceKey);
            writer.WriteByteString(nonce.Span);
        }

        writer.WriteTextString(PublicKeyHashKey);
        writer.WriteByteString(PublicKeyHash.Encode());
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static EvidenceClaims ReadMap(CborReader reader)
    {
        PublicKeyHash? hash = null;
        ReadOnlyMemory<byte>? nonce = null;
        HashSet<string> unknown = [];
        for (var left = reader.ReadStartDefiniteMap(Structure); left > 0; left--)
        {
            var key = reader.ReadDefiniteText(Structure);
            // The reader compares keys as they are encoded, and one text can be encoded in several ways.
            if (key is PublicKeyHashKey ? hash is not null : key is NonceKey ? nonce is not null : !unknown.Add(key))
                throw new SgxFormatException(Structure, "each key once", $"'{key}' twice");
            if (key is PublicKeyHashKey)
                hash = PublicKeyHash.Read(reader.ReadDefiniteLengthByteString());
            else if (key is NonceKey)
                nonce = reader.ReadDefiniteLengthByteString();
            else
                reader.SkipDefinite(Structure);
        }

        reader.ReadEndMap();
        return new()
        {
            PublicKeyHash = hash ?? throw new SgxFormatException(Structure, PublicKeyHashKey, "none"),
            Nonce = nonce,
            Unknown = [.. unknown],
        };
    }
}
