using System.Formats.Asn1;

namespace Sgx.Dcap.Certificates;

/// <summary>
/// A list in Intel's SGX extension: values by the last number of their object identifiers, from 1 without gap.
/// </summary>
internal sealed class PckEntries
{
    private readonly string _prefix;
    private readonly AsnReader?[] _values;

    /// <param name="prefix">What all identifiers in the list begin with.</param>
    /// <param name="values">By number, from 1.</param>
    public PckEntries(string prefix, AsnReader?[] values) => (_prefix, _values) = (prefix, values);

    /// <summary>How many there are.</summary>
    public int Count => _values.Count(value => value is not null);

    /// <summary>The value of an entry, to be read.</summary>
    public AsnReader Entry(int number) => _values[number - 1] ?? throw Unexpected(number, "an entry", "none");

    public ReadOnlyMemory<byte> Octets(int number, int size)
    {
        var octets = Whole(number, value => value.ReadOctetString());
        return octets.Length == size ? octets : throw Unexpected(number, $"{size} bytes", $"{octets.Length}");
    }

    public bool Boolean(int number) => Whole(number, value => value.ReadBoolean());

    public int Integer(int number, int max)
    {
        var integer = Whole(number, value => value.TryReadInt32(out var small) ? small : -1);
        return integer >= 0 && integer <= max ? integer : throw Unexpected(number, $"0 to {max}", "another number");
    }

    public byte EnumeratedByte(int number)
    {
        var bytes = Whole(number, value => value.ReadEnumeratedBytes());
        return bytes.Length == 1 ? bytes.Span[0] : throw Unexpected(number, "a small number", $"{bytes.Length} bytes");
    }

    private T Whole<T>(int number, Func<AsnReader, T> read)
    {
        var entry = Entry(number);
        var value = read(entry);
        entry.ThrowIfNotEmpty();
        return value;
    }

    private SgxFormatException Unexpected(int number, string expected, string found) =>
        new($"{_prefix}.{number}", expected, found);
}
