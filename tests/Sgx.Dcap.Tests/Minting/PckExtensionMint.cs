using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Sgx.Dcap.Tests.Minting;

/// <summary>
/// Intel's SGX extension to be made, of a platform CA: entries by number, so that a test can change any.
/// </summary>
internal sealed class PckExtensionMint
{
    public const string Oid = "1.2.840.113741.1.13.1";

    /// <summary>Entries of the extension: number, and what writes the value.</summary>
    public List<Entry> Entries { get; }

    /// <summary>Entries of the TCB.</summary>
    public List<Entry> Tcb { get; }

    public PckExtensionMint(int svn = 5, int pceSvn = 11)
    {
        Tcb =
        [
            .. Enumerable.Range(1, 16).Select(i => new Entry(i, Integer(svn))),
            new(17, Integer(pceSvn)),
            new(18, Octets(16)),
        ];
        Entries =
        [
            new(1, Octets(16)),
            new(2, writer => WriteEntries(writer, $"{Oid}.2", Tcb)),
            new(3, Octets(2)),
            new(4, writer => writer.WriteOctetString([0x00, 0x60, 0x6a, 0, 0, 0])),
            new(5, writer => writer.WriteEncodedValue([0x0a, 0x01, 0x01])),
            new(6, Octets(16)),
            new(7, writer => WriteEntries(writer, $"{Oid}.7", [new(1, Boolean), new(2, Boolean), new(3, Boolean)])),
        ];
    }

    public X509Extension Build()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        WriteEntries(writer, Oid, Entries);
        return new(Oid, writer.Encode(), critical: false);
    }

    public static Action<AsnWriter> Octets(int size) => writer => writer.WriteOctetString(new byte[size]);

    public static Action<AsnWriter> Integer(int value) => writer => writer.WriteInteger(value);

    private static void Boolean(AsnWriter writer) => writer.WriteBoolean(true);

    private static void WriteEntries(AsnWriter writer, string prefix, List<Entry> entries)
    {
        using var list = writer.PushSequence();
        foreach (var (number, write) in entries)
        {
            using var entry = writer.PushSequence();
            writer.WriteObjectIdentifier($"{prefix}.{number}");
            write(writer);
        }
    }
}

/// <summary>An entry of the extension: its number, and what writes its value.</summary>
internal readonly record struct Entry(int Number, Action<AsnWriter> Write);
