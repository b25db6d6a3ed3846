using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Sgx.Simulation.Pki;

/// <summary>What a PCK certificate says of the platform, in an extension of Intel's.</summary>
/// <remarks>
/// OID 1.2.840.113741.1.13.1: a sequence of pairs of OID and value; 5 by the Processor CA, 7 by the Platform CA.
/// </remarks>
internal sealed record SgxExtension
{
    private const string Root = "1.2.840.113741.1.13.1";

    /// <summary>The platform's id at provisioning, 16 bytes.</summary>
    public required byte[] Ppid { get; init; }

    public required PlatformTcb Tcb { get; init; }

    /// <summary>6 bytes.</summary>
    public required ReadOnlyMemory<byte> Fmspc { get; init; }

    public required PckCa Ca { get; init; }

    /// <summary>16 bytes.</summary>
    public required byte[] PlatformInstanceId { get; init; }

    public X509Extension ToX509()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            WriteEntry(writer, "1", () => writer.WriteOctetString(Ppid));
            WriteEntry(writer, "2", () => WriteTcb(writer));
            WriteEntry(writer, "3", () => writer.WriteOctetString([0, 0])); // PCE-ID
            WriteEntry(writer, "4", () => writer.WriteOctetString(Fmspc.Span));
            WriteEntry(writer, "5", () => WriteSgxType(writer));
            if (Ca == PckCa.Platform)
                WritePlatformEntries(writer);
        }
        return new(Root, writer.Encode(), critical: false);
    }

    private void WriteTcb(AsnWriter writer)
    {
        using var sequence = writer.PushSequence();
        for (var i = 0; i < PlatformTcb.ComponentCount; i++)
        {
            var svn = Tcb.ComponentSvns[i];
            WriteEntry(writer, $"2.{i + 1}", () => writer.WriteInteger(svn));
        }
        WriteEntry(writer, "2.17", () => writer.WriteInteger(Tcb.PceSvn));
        WriteEntry(writer, "2.18", () => writer.WriteOctetString(Tcb.ComponentSvns.AsSpan()));
    }

    private void WriteSgxType(AsnWriter writer) =>
        writer.WriteEnumeratedValue(Ca == PckCa.Platform ? SgxType.Scalable : SgxType.Standard);

    private void WritePlatformEntries(AsnWriter writer)
    {
        WriteEntry(writer, "6", () => writer.WriteOctetString(PlatformInstanceId));
        WriteEntry(writer, "7", () =>
        {
            using var configuration = writer.PushSequence();
            WriteEntry(writer, "7.1", () => writer.WriteBoolean(true)); // dynamic platform: packages may be added
            WriteEntry(writer, "7.2", () => writer.WriteBoolean(false)); // cached keys
            WriteEntry(writer, "7.3", () => writer.WriteBoolean(false)); // SMT enabled
        });
    }

    private static void WriteEntry(AsnWriter writer, string oid, Action writeValue)
    {
        using var entry = writer.PushSequence();
        writer.WriteObjectIdentifier($"{Root}.{oid}");
        writeValue();
    }

    private enum SgxType
    {
        Standard = 0,
        Scalable = 1,
    }
}
