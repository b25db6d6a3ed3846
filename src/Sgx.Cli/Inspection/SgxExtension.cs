using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Sgx.Cli.Inspection;

/// <summary>Intel's SGX extension of a PCK certificate, to be shown: every value by its object identifier.</summary>
/// <remarks>
/// Intel SGX PCK Certificate and CRL Profile Specification. It shows what the verifier would refuse, so it asks for no more
/// than a list of identifiers and values.
/// </remarks>
internal sealed class SgxExtension
{
    public const string Oid = "1.2.840.113741.1.13.1";

    private const string Tcb = Oid + ".2";
    private const int Components = 16;

    private readonly Dictionary<string, ReadOnlyMemory<byte>> _values = [];

    private SgxExtension()
    {
    }

    public byte[] PceId => Octets($"{Oid}.3");
    public byte[] Fmspc => Octets($"{Oid}.4");
    public IReadOnlyList<int> TcbComponents => [.. Enumerable.Range(1, Components).Select(i => Integer($"{Tcb}.{i}"))];
    public int PceSvn => Integer($"{Tcb}.{Components + 1}");
    public byte[] CpuSvn => Octets($"{Tcb}.{Components + 2}");

    /// <exception cref="SgxFormatException">Not a list of identifiers and values.</exception>
    public static SgxExtension Of(X509Certificate2 pck)
    {
        var extension = new SgxExtension();
        extension.ReadList(new(pck.Extensions[Oid]!.RawData, AsnEncodingRules.DER));
        return extension;
    }

    private void ReadList(AsnReader reader) => Decoded("list", () =>
    {
        for (var list = reader.ReadSequence(); list.HasData;)
            ReadEntry(list.ReadSequence());
        return _values;
    });

    private void ReadEntry(AsnReader entry)
    {
        var oid = entry.ReadObjectIdentifier();
        if (oid == Tcb)
            ReadList(entry);
        else
            _values[oid] = entry.ReadEncodedValue();
    }

    private byte[] Octets(string oid) => Decoded(oid, () => AsnDecoder.ReadOctetString(Value(oid).Span, AsnEncodingRules.DER, out _));

    private int Integer(string oid) => Decoded(
        oid, () => AsnDecoder.TryReadInt32(Value(oid).Span, AsnEncodingRules.DER, out var number, out _) ? number : -1);

    private ReadOnlyMemory<byte> Value(string oid) => _values.TryGetValue(oid, out var value)
        ? value
        : throw new SgxFormatException($"SGX extension {oid}", "an entry", "none");

    private static T Decoded<T>(string what, Func<T> decode)
    {
        try
        {
            return decode();
        }
        catch (AsnContentException e)
        {
            throw new SgxFormatException($"SGX extension {what}", "DER", e.Message);
        }
    }
}
