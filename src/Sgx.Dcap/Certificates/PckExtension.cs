using System.Formats.Asn1;

namespace Sgx.Dcap.Certificates;

/// <summary>Intel's SGX extension in a PCK certificate: which platform, and at what TCB.</summary>
/// <remarks>
/// Intel SGX PCK Certificate and CRL Profile Specification. Five entries, or seven where the Platform CA issued;
/// none other, none twice.
/// </remarks>
internal sealed record PckExtension
{
    /// <summary>Of the extension, and the root of all identifiers inside.</summary>
    public const string Oid = "1.2.840.113741.1.13.1";

    private const int ByProcessorCa = 5;
    private const int ByPlatformCa = 7;
    private const int PpidSize = 16;
    private const int PceIdSize = 2;
    private const int FmspcSize = 6;
    private const int PlatformInstanceIdSize = 16;

    private static readonly PckEntryList List = new(Oid, ByProcessorCa, ByPlatformCa);

    /// <summary>16 bytes that identify the processor: not for logs.</summary>
    public required ReadOnlyMemory<byte> Ppid { get; init; }

    public required PckTcb Tcb { get; init; }
    public required ReadOnlyMemory<byte> PceId { get; init; }
    public required ReadOnlyMemory<byte> Fmspc { get; init; }

    /// <summary>0 standard, 1 scalable, 2 scalable with integrity; Intel's library takes any other too.</summary>
    public required byte SgxType { get; init; }

    /// <summary>16 bytes; null where the Processor CA issued.</summary>
    public ReadOnlyMemory<byte>? PlatformInstanceId { get; init; }

    /// <summary>Null where the Processor CA issued.</summary>
    public PckConfiguration? Configuration { get; init; }

    /// <exception cref="SgxFormatException">Missing, or not this structure.</exception>
    public static PckExtension Of(Certificate certificate) =>
        certificate.Extensions.All.Read(Oid, "SGX extension", Read)
        ?? throw new SgxFormatException("SGX extension", "one", "none");

    private static PckExtension Read(AsnReader reader)
    {
        var entries = List.Read(reader);
        var extension = new PckExtension
        {
            Ppid = entries.Octets(1, PpidSize),
            Tcb = PckTcb.Read(entries.Entry(2)),
            PceId = entries.Octets(3, PceIdSize),
            Fmspc = entries.Octets(4, FmspcSize),
            SgxType = entries.EnumeratedByte(5),
        };
        return entries.Count == ByProcessorCa ? extension : extension with
        {
            PlatformInstanceId = entries.Octets(6, PlatformInstanceIdSize),
            Configuration = PckConfiguration.Read(entries.Entry(7)),
        };
    }
}

/// <summary>The TCB that a PCK certificate was issued for.</summary>
/// <param name="Components">16 security versions.</param>
/// <param name="PceSvn">Security version of the PCE.</param>
/// <param name="CpuSvn">The same as the CPU writes it: 16 opaque bytes, not what is compared.</param>
internal sealed record PckTcb(ReadOnlyMemory<byte> Components, ushort PceSvn, ReadOnlyMemory<byte> CpuSvn)
{
    /// <summary>Components of an SGX TCB.</summary>
    public const int ComponentCount = 16;

    private const int CpuSvnSize = 16;

    private static readonly PckEntryList List = new($"{PckExtension.Oid}.2", ComponentCount + 2);

    public static PckTcb Read(AsnReader reader)
    {
        var entries = List.Read(reader);
        var components = new byte[ComponentCount];
        for (var i = 0; i < components.Length; i++)
            components[i] = (byte)entries.Integer(i + 1, byte.MaxValue);
        return new(
            components,
            (ushort)entries.Integer(ComponentCount + 1, ushort.MaxValue),
            entries.Octets(ComponentCount + 2, CpuSvnSize));
    }
}

/// <summary>How a multi-package platform was registered.</summary>
internal sealed record PckConfiguration(bool DynamicPlatform, bool CachedKeys, bool SmtEnabled)
{
    private static readonly PckEntryList List = new($"{PckExtension.Oid}.7", 3);

    public static PckConfiguration Read(AsnReader reader)
    {
        var entries = List.Read(reader);
        return new(entries.Boolean(1), entries.Boolean(2), entries.Boolean(3));
    }
}
