using System.Formats.Asn1;

namespace Sgx.Simulation.Tests.Twins;

/// <summary>Every node of a certificate or CRL, the contents of extensions and of the signature included.</summary>
/// <remarks>
/// A path is made of positions. What stands in a sequence that begins with an OID has that OID in its path; below the
/// OIDs of extensions, which occur once, nothing in front of them.
/// </remarks>
internal static class DerOutline
{
    private const string ExtensionArc = "2.5.29.";
    private const string SgxExtension = "1.2.840.113741.1.13.1";
    private const string Signature = "0.2";

    public static IReadOnlyList<OutlineNode> Of(ReadOnlyMemory<byte> der)
    {
        var nodes = new List<OutlineNode>();
        ReadAll(new AsnReader(der, AsnEncodingRules.DER), "", nodes);
        return nodes;
    }

    private static void ReadAll(AsnReader reader, string parent, List<OutlineNode> nodes)
    {
        for (var i = 0; reader.HasData; i++)
            Read(reader, parent.Length == 0 ? $"{i}" : $"{parent}.{i}", nodes);
    }

    private static void Read(AsnReader reader, string path, List<OutlineNode> nodes)
    {
        var tag = reader.PeekTag();
        if (tag.IsConstructed)
            ReadConstructed(reader, path, nodes);
        else if (Wrapped(tag, path, reader.PeekContentBytes()) is { IsEmpty: false } wrapped)
            ReadWrapped(reader, wrapped, path, nodes);
        else
            nodes.Add(Leaf(reader, path));
    }

    private static void ReadConstructed(AsnReader reader, string path, List<OutlineNode> nodes)
    {
        var tag = reader.PeekTag();
        var inside = tag.HasSameClassAndValue(Asn1Tag.SetOf) ? reader.ReadSetOf() : reader.ReadSequence(tag);
        var oid = OidInFront(inside);
        nodes.Add(new(path, NameOf(tag), oid ?? ""));
        ReadAll(inside, oid is null ? path : IsExtension(oid) ? $"[{oid}]" : $"{path}[{oid}]", nodes);
    }

    private static string? OidInFront(AsnReader reader) =>
        reader.HasData && reader.PeekTag() == Asn1Tag.ObjectIdentifier ? reader.ReadObjectIdentifier() : null;

    private static bool IsExtension(string oid) => oid.StartsWith(ExtensionArc, StringComparison.Ordinal)
        || oid.StartsWith(SgxExtension, StringComparison.Ordinal);

    private static void ReadWrapped(
        AsnReader reader, ReadOnlyMemory<byte> wrapped, string path, List<OutlineNode> nodes)
    {
        nodes.Add(new(path, NameOf(reader.PeekTag()), "of DER"));
        _ = reader.ReadEncodedValue();
        ReadAll(new AsnReader(wrapped, AsnEncodingRules.DER), path, nodes);
    }

    // Extensions hold DER in an OCTET STRING directly below them, and the signature is DER in a BIT STRING.
    private static ReadOnlyMemory<byte> Wrapped(Asn1Tag tag, string path, ReadOnlyMemory<byte> content)
    {
        var owner = path[..(path.LastIndexOf('.') is var dot and > 0 ? dot : 0)];
        var holdsDer = owner == $"[{SgxExtension}]"
            || (owner.StartsWith($"[{ExtensionArc}", StringComparison.Ordinal) && owner.EndsWith(']'));
        if (tag == Asn1Tag.PrimitiveOctetString && holdsDer)
            return content;
        return tag == Asn1Tag.PrimitiveBitString && path == Signature && content.Span[0] == 0 ? content[1..] : default;
    }

    private static OutlineNode Leaf(AsnReader reader, string path)
    {
        var tag = reader.PeekTag();
        var content = reader.PeekContentBytes();
        var value = Convert.ToHexStringLower(content.Span);
        var type = (UniversalTagNumber)tag.TagValue;
        var leaf = (tag.TagClass, type) switch
        {
            (TagClass.ContextSpecific, (UniversalTagNumber)6) => new(path, NameOf(tag), Text(content)),
            (TagClass.ContextSpecific, _) => new(path, $"{NameOf(tag)}({content.Length})", value),
            (_, UniversalTagNumber.UTF8String or UniversalTagNumber.PrintableString or UniversalTagNumber.UtcTime) =>
                new(path, NameOf(tag), Text(content)),
            (_, UniversalTagNumber.OctetString or UniversalTagNumber.BitString) =>
                new OutlineNode(path, $"{NameOf(tag)}({content.Length})", value),
            _ => new(path, NameOf(tag), value),
        };
        _ = reader.ReadEncodedValue();
        return leaf;
    }

    private static string Text(ReadOnlyMemory<byte> content) => System.Text.Encoding.ASCII.GetString(content.Span);

    private static string NameOf(Asn1Tag tag) => tag.TagClass == TagClass.Universal
        ? ((UniversalTagNumber)tag.TagValue).ToString().Replace("Of", "", StringComparison.Ordinal)
        : $"[{tag.TagValue}]";
}
