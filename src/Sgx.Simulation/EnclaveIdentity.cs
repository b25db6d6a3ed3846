using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Simulation;

/// <summary>Who an enclave is, as the CPU knows it: the fields of its SECS that Reports and keys depend on.</summary>
/// <remarks>Intel SDM vol. 3D, SECS. A simulated CPU believes whatever stands here.</remarks>
public sealed record EnclaveIdentity
{
    public required Measurement MrEnclave { get; init; }
    public required Measurement MrSigner { get; init; }
    public ushort IsvProdId { get; init; }
    public ushort IsvSvn { get; init; }
    public EnclaveAttributes Attributes { get; init; } = EnclaveAttributes.Init | EnclaveAttributes.Mode64Bit;

    /// <value>3: x87 and SSE.</value>
    public ulong Xfrm { get; init; } = 3;

    public uint MiscSelect { get; init; }
    public ushort ConfigSvn { get; init; }

    /// <summary>64 bytes.</summary>
    public ReadOnlyMemory<byte> ConfigId { get; init => field = Sized(64, value, nameof(ConfigId)); } = new byte[64];

    /// <summary>16 bytes.</summary>
    public ReadOnlyMemory<byte> IsvFamilyId
    {
        get;
        init => field = Sized(16, value, nameof(IsvFamilyId));
    } = new byte[16];

    /// <summary>16 bytes.</summary>
    public ReadOnlyMemory<byte> IsvExtProdId
    {
        get;
        init => field = Sized(16, value, nameof(IsvExtProdId));
    } = new byte[16];

    /// <summary>Whom to address Reports to that this enclave is to check.</summary>
    public TargetInfo ToTargetInfo() => TargetInfo.Of(new ReportBody(ToReportBody(cpuSvn: [], reportData: [])));

    /// <summary>The 384 bytes that EREPORT says of this enclave.</summary>
    /// <exception cref="SgxFormatException">More than 64 bytes of report data.</exception>
    internal byte[] ToReportBody(ReadOnlySpan<byte> cpuSvn, ReadOnlySpan<byte> reportData)
    {
        if (reportData.Length > ReportBody.ReportDataSize)
            throw new SgxFormatException(
                "ReportBody.REPORTDATA", $"at most {ReportBody.ReportDataSize} bytes", $"{reportData.Length}");

        var body = new byte[ReportBody.Size];
        cpuSvn.CopyTo(ReportBody.Layout.CpuSvn.In(body));
        WriteUInt32LittleEndian(ReportBody.Layout.MiscSelect.In(body), MiscSelect);
        IsvExtProdId.Span.CopyTo(ReportBody.Layout.IsvExtProdId.In(body));
        WriteUInt64LittleEndian(ReportBody.Layout.Attributes.In(body), (ulong)Attributes);
        WriteUInt64LittleEndian(ReportBody.Layout.Xfrm.In(body), Xfrm);
        MrEnclave.ToBytes().CopyTo(ReportBody.Layout.MrEnclave.In(body));
        MrSigner.ToBytes().CopyTo(ReportBody.Layout.MrSigner.In(body));
        ConfigId.Span.CopyTo(ReportBody.Layout.ConfigId.In(body));
        WriteUInt16LittleEndian(ReportBody.Layout.IsvProdId.In(body), IsvProdId);
        WriteUInt16LittleEndian(ReportBody.Layout.IsvSvn.In(body), IsvSvn);
        WriteUInt16LittleEndian(ReportBody.Layout.ConfigSvn.In(body), ConfigSvn);
        IsvFamilyId.Span.CopyTo(ReportBody.Layout.IsvFamilyId.In(body));
        reportData.CopyTo(ReportBody.Layout.ReportData.In(body));
        return body;
    }

    /// <summary>The same enclave to a CPU that knows neither KSS nor MISCSELECT.</summary>
    internal EnclaveIdentity WithoutKss() => this with
    {
        MiscSelect = 0,
        ConfigSvn = 0,
        ConfigId = new byte[ConfigId.Length],
        IsvFamilyId = new byte[IsvFamilyId.Length],
        IsvExtProdId = new byte[IsvExtProdId.Length],
    };

    private static ReadOnlyMemory<byte> Sized(int size, ReadOnlyMemory<byte> value, string field)
    {
        _ = SgxFormatException.ThrowUnlessSize(value.Span, size, $"{nameof(EnclaveIdentity)}.{field}");
        return value;
    }
}
