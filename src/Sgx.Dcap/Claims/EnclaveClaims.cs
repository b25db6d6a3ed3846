using Sgx.Quotes;

namespace Sgx.Dcap;

/// <summary>What a quote says of an SGX enclave.</summary>
/// <remarks>The fields of <see cref="ReportBody"/>.</remarks>
public sealed record EnclaveClaims : QuoteClaims
{
    public required Measurement MrEnclave { get; init; }
    public required Measurement MrSigner { get; init; }
    public required ushort IsvProdId { get; init; }
    public required ushort IsvSvn { get; init; }
    public required EnclaveAttributes Attributes { get; init; }

    /// <summary>The extended features (XCR0) that the enclave runs with.</summary>
    public required ulong Xfrm { get; init; }

    public required uint MiscSelect { get; init; }

    /// <summary>CPUSVN at the time of the report: 16 bytes. The verdict rests on that of the PCK certificate.</summary>
    public ReadOnlyMemory<byte> CpuSvn { get; init; } = new byte[16];

    /// <summary>64 bytes; zero, as the next three are, without key separation and sharing (KSS).</summary>
    public ReadOnlyMemory<byte> ConfigId { get; init; } = new byte[64];

    public ushort ConfigSvn { get; init; }

    /// <summary>16 bytes.</summary>
    public ReadOnlyMemory<byte> IsvFamilyId { get; init; } = new byte[16];

    /// <summary>16 bytes.</summary>
    public ReadOnlyMemory<byte> IsvExtProdId { get; init; } = new byte[16];

    /// <summary>Whether a reserved byte of the report body is not zero.</summary>
    public bool HasReservedBytes { get; init; }

    public override bool IsDebug => Attributes.HasFlag(EnclaveAttributes.Debug);

    internal static EnclaveClaims OfEnclave(Quote quote)
    {
        var body = quote.Body;
        return new()
        {
            Version = quote.Version,
            TeeType = quote.TeeType,
            MrEnclave = body.MrEnclave,
            MrSigner = body.MrSigner,
            IsvProdId = body.IsvProdId,
            IsvSvn = body.IsvSvn,
            Attributes = body.Attributes,
            Xfrm = body.Xfrm,
            MiscSelect = body.MiscSelect,
            ReportData = body.ReportData.ToArray(),
            CpuSvn = body.CpuSvn.ToArray(),
            ConfigId = body.ConfigId.ToArray(),
            ConfigSvn = body.ConfigSvn,
            IsvFamilyId = body.IsvFamilyId.ToArray(),
            IsvExtProdId = body.IsvExtProdId.ToArray(),
            HasReservedBytes = body.HasReservedBytes,
        };
    }
}
