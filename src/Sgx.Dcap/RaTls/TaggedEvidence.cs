using System.Formats.Cbor;

namespace Sgx.Dcap.RaTls;

/// <summary>The value of the interoperable extension: <c>tag(60000) [ quote : bstr, claims : bstr ]</c>.</summary>
/// <param name="Quote">The quote.</param>
/// <param name="Claims">CBOR of its own, whose SHA-256 is in the quote's report data.</param>
internal sealed record TaggedEvidence(ReadOnlyMemory<byte> Quote, ReadOnlyMemory<byte> Claims)
{
    private const string Structure = "RA-TLS evidence";

    /// <summary>That the item is an SGX quote with claims, by the registry of IANA.</summary>
    private const CborTag Tag = (CborTag)60000;

    /// <exception cref="SgxFormatException">Not that, strictly.</exception>
    public static TaggedEvidence Read(ReadOnlyMemory<byte> cbor) => StrictCbor.Read(cbor, Structure, reader =>
    {
        var tag = reader.ReadTag();
        if (tag != Tag)
            throw new SgxFormatException(Structure, $"tag {(ulong)Tag}", $"tag {(ulong)tag}");
        reader.ReadStartArray(2, Structure);
        var evidence = new TaggedEvidence(reader.ReadDefiniteLengthByteString(), reader.ReadDefiniteLengthByteString());
        reader.ReadEndArray();
        return evidence;
    });

    public byte[] Encode()
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteTag(Tag);
        writer.WriteStartArray(2);
        writer.WriteByteString(Quote.Span);
        writer.WriteByteString(Claims.Span);
        writer.WriteEndArray();
        return writer.Encode();
    }
}
