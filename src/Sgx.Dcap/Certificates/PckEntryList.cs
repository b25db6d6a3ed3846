using System.Formats.Asn1;

namespace Sgx.Dcap.Certificates;

/// <summary>How a list in Intel's SGX extension is written: entries of identifier and value, in any order.</summary>
internal sealed class PckEntryList
{
    private readonly string _prefix;
    private readonly int[] _counts;
    private readonly byte[] _encodedPrefix;

    /// <param name="prefix">What all identifiers in the list begin with; one number below 128 follows.</param>
    /// <param name="counts">How many entries there may be, the most last.</param>
    public PckEntryList(string prefix, params int[] counts)
    {
        (_prefix, _counts) = (prefix, counts);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteObjectIdentifier($"{prefix}.1");
        _encodedPrefix = new AsnReader(writer.Encode(), AsnEncodingRules.DER).PeekContentBytes()[..^1].ToArray();
    }

    /// <exception cref="SgxFormatException">Another number of entries, one twice, or one of another list.</exception>
    public PckEntries Read(AsnReader reader)
    {
        var values = new AsnReader?[_counts[^1]];
        for (var list = reader.ReadSequence(); list.HasData;)
            Add(list.ReadSequence(), values);
        reader.ThrowIfNotEmpty();
        var entries = new PckEntries(_prefix, values);
        return _counts.Contains(entries.Count)
            ? entries
            : throw new SgxFormatException(_prefix, $"{string.Join(" or ", _counts)} entries", $"{entries.Count}");
    }

    private void Add(AsnReader entry, AsnReader?[] values)
    {
        var number = NumberOf(entry);
        if (number is 0 || number > values.Length)
            throw new SgxFormatException(_prefix, $"entries 1 to {values.Length}", entry.ReadObjectIdentifier());
        if (values[number - 1] is not null)
            throw new SgxFormatException(_prefix, "each entry once", $"{entry.ReadObjectIdentifier()} twice");
        _ = entry.ReadEncodedValue();
        values[number - 1] = entry;
    }

    // The last number is the last byte of the encoding, as long as it is below 128. Whatever is none of the list is 0.
    private int NumberOf(AsnReader entry)
    {
        if (entry.PeekTag() != Asn1Tag.ObjectIdentifier)
            return 0;
        var oid = entry.PeekContentBytes().Span;
        return oid.Length == _encodedPrefix.Length + 1 && oid.StartsWith(_encodedPrefix) && oid[^1] < 0x80
            ? oid[^1]
            : 0;
    }
}
