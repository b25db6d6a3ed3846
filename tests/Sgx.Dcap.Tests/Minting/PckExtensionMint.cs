using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Sgx.Dcap.Tests.Minting;

/// <summary>Intel's SGX extension to be made, of a platform CA: entries by number, so that a test can change any.</summary>
internal sealed class PckExtensionMint
{
    public const string Oid = "1.2.840.113741.1.13.1";

    /// <summary>Entries of the extension: number, and what writes the value.</summary>
    public List<(int Number, Action<AsnWriter> Write)> Entries { get; }

    /// <summary>Entries of the TCB.</summary>
    public List<(int Number, Action<AsnWriter> Write)> Tcb { get; }

    public PckExtensionMint(int svn = 5, int pceSvn = 11)
    {
        Tcb =
        [
            .. Enumerable.Range(1, 16).Select(i => (i, Integer(svn))),
            (17, Integer(pceSvn)),
            (18, Octets(16)),
        ];
        Entries =
        [
            (1, Octets(16)),
            (2, writer => WriteEntries(writer, $"{Oid}.2", Tcb)),
            (3, Octets(2)),
            (4, writer => writer.WriteOctetString([0x00, 0x60, 0x6a, 0, 0, 0])),
            (5, writer => writer.WriteEncodedValue([0x0a, 0x01, 0x01])),
            (6, Octets(16)),
            (7, writer => WriteEntries(writer, $"{Oid}.7", [(1, Boolean), (2, Boolean), (3, Boolean)])),
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

    private static void WriteEntries(AsnWriter writer, string prefix, List<(int Number, Action<AsnWriter> Write)> entries)
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
