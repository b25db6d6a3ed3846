using System.Formats.Asn1;

namespace Sgx.Dcap.Certificates;

/// <summary>The extensions of a certificate, a revocation list or one of its entries, by object identifier.</summary>
/// <remarks>RFC 5280, 4.2: none twice, and whoever meets a critical one must understand it.</remarks>
internal sealed class ExtensionSet
{
    public static readonly ExtensionSet Empty = new([]);

    private readonly Dictionary<string, ReadOnlyMemory<byte>> _values;

    private ExtensionSet(Dictionary<string, ReadOnlyMemory<byte>> values) => _values = values;

    public bool Has(string oid) => _values.ContainsKey(oid);

    /// <summary>An extension's value as it stands, for what is not DER inside; null where there is none.</summary>
    public ReadOnlyMemory<byte>? Value(string oid) =>
        _values.TryGetValue(oid, out var value) ? value : default(ReadOnlyMemory<byte>?);

    /// <summary>Reads an extension's value; null where there is none.</summary>
    public T? Read<T>(string oid, string name, Func<AsnReader, T> read)
        where T : class => _values.TryGetValue(oid, out var der) ? Der.Read(der, name, read) : null;

    public static ExtensionSet Read(AsnReader reader, string structure, params ReadOnlySpan<string> understood)
    {
        Dictionary<string, ReadOnlyMemory<byte>> values = [];
        for (var list = reader.ReadSequence(); list.HasData;)
        {
            var extension = list.ReadSequence();
            var oid = extension.ReadObjectIdentifier();
            if (extension.ReadBooleanOrFalse(structure) && !understood.Contains(oid))
                throw new SgxFormatException(structure, "no critical extension but those of the PCK hierarchy", oid);
            if (!values.TryAdd(oid, extension.ReadOctetString()))
                throw new SgxFormatException(structure, "each extension once", $"{oid} twice");
            extension.ThrowIfNotEmpty();
        }

        return new(values);
    }
}
