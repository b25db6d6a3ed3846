using System.Formats.Asn1;

namespace Sgx.Dcap.Certificates;

/// <summary>A subject or issuer: compared by its exact DER, read for people and for hints.</summary>
internal sealed class DistinguishedName
{
    private readonly ReadOnlyMemory<byte> _der;
    private readonly List<(string Type, string Value)> _attributes;

    private DistinguishedName(ReadOnlyMemory<byte> der, List<(string Type, string Value)> attributes) =>
        (_der, _attributes) = (der, attributes);

    public string CommonName => First("CN");
    public string Organization => First("O");

    public bool Is(DistinguishedName other) => _der.Span.SequenceEqual(other._der.Span);

    /// <summary>As <c>CN=Intel SGX Root CA, O=Intel Corporation</c>.</summary>
    public override string ToString() => string.Join(", ", _attributes.Select(a => $"{a.Type}={a.Value}"));

    public static DistinguishedName Read(AsnReader reader)
    {
        var der = reader.PeekEncodedValue();
        List<(string, string)> attributes = [];
        for (var names = reader.ReadSequence(); names.HasData;)
        {
            for (var set = names.ReadSetOf(); set.HasData;)
                attributes.Add(ReadAttribute(set.ReadSequence()));
        }

        return new(der, attributes);
    }

    private static (string Type, string Value) ReadAttribute(AsnReader attribute)
    {
        var type = ShortName(attribute.ReadObjectIdentifier());
        var value = ReadValue(attribute);
        attribute.ThrowIfNotEmpty();
        return (type, value);
    }

    private static string ReadValue(AsnReader attribute)
    {
        var kind = (UniversalTagNumber)attribute.PeekTag().TagValue;
        return kind is UniversalTagNumber.UTF8String or UniversalTagNumber.PrintableString
            ? attribute.ReadCharacterString(kind)
            : $"#{Convert.ToHexStringLower(attribute.ReadEncodedValue().Span)}";
    }

    private static string ShortName(string oid) => oid switch
    {
        "2.5.4.3" => "CN",
        "2.5.4.6" => "C",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        "2.5.4.10" => "O",
        "2.5.4.11" => "OU",
        _ => oid,
    };

    private string First(string type) => _attributes.FirstOrDefault(a => a.Type == type).Value ?? "";
}
