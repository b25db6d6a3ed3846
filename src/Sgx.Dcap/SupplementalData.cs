using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Dcap.Verification;

namespace Sgx.Dcap;

/// <summary>What a verification has proven beside its verdict, about the platform and the collateral.</summary>
/// <remarks>sgx_ql_qv_supplemental_t, less what the verdict itself says.</remarks>
public sealed record SupplementalData
{
    /// <summary>The earliest notBefore, thisUpdate or issueDate of all that was used.</summary>
    public required DateTimeOffset EarliestIssueDate { get; init; }

    /// <summary>The latest notBefore, thisUpdate or issueDate of all that was used.</summary>
    public required DateTimeOffset LatestIssueDate { get; init; }

    /// <summary>The earliest notAfter or nextUpdate of all that was used.</summary>
    public required DateTimeOffset EarliestExpirationDate { get; init; }

    /// <summary>The latest notAfter or nextUpdate of all that was used.</summary>
    public required DateTimeOffset LatestExpirationDate { get; init; }

    /// <summary>issueDate and nextUpdate of the TCB info.</summary>
    public required ValidityPeriod TcbInfo { get; init; }

    /// <summary>issueDate and nextUpdate of the QE identity.</summary>
    public required ValidityPeriod QeIdentity { get; init; }

    public required uint TcbInfoEvaluationDataNumber { get; init; }
    public required uint QeIdentityEvaluationDataNumber { get; init; }

    /// <summary>The lower of the two.</summary>
    public uint TcbEvaluationDataNumber => Math.Min(TcbInfoEvaluationDataNumber, QeIdentityEvaluationDataNumber);

    public required uint RootCaCrlNumber { get; init; }
    public required uint PckCrlNumber { get; init; }

    /// <summary>SHA-384 over the root's public key as an uncompressed point, 0x04 then X and Y: 48 bytes.</summary>
    public required ReadOnlyMemory<byte> RootKeyId { get; init; }

    /// <summary>16 bytes that identify the processor: not for logs.</summary>
    public required ReadOnlyMemory<byte> Ppid { get; init; }

    /// <summary>CPUSVN that the PCK certificate was issued for: 16 bytes.</summary>
    public required ReadOnlyMemory<byte> CpuSvn { get; init; }

    /// <summary>PCESVN that the PCK certificate was issued for.</summary>
    public required ushort PceSvn { get; init; }

    /// <summary>6 bytes.</summary>
    public required ReadOnlyMemory<byte> Fmspc { get; init; }

    /// <summary>2 bytes.</summary>
    public required ReadOnlyMemory<byte> PceId { get; init; }

    /// <summary>0 standard, 1 scalable, 2 scalable with integrity.</summary>
    public required byte SgxType { get; init; }

    /// <summary>16 bytes; null where the Processor CA issued the PCK certificate.</summary>
    public required ReadOnlyMemory<byte>? PlatformInstanceId { get; init; }

    /// <summary>Whether packages may be added; null where the Processor CA issued the PCK certificate.</summary>
    public required bool? DynamicPlatform { get; init; }

    /// <summary>Whether Intel keeps the platform's root keys; null where the Processor CA issued.</summary>
    public required bool? CachedKeys { get; init; }

    /// <summary>Whether simultaneous multithreading is on; null where the Processor CA issued.</summary>
    public required bool? SmtEnabled { get; init; }

    internal static SupplementalData Of(PckExtension pck, VerifiedCollateral by, ValidityPeriod[] validity) => new()
    {
        EarliestIssueDate = validity.Min(period => period.From),
        LatestIssueDate = validity.Max(period => period.From),
        EarliestExpirationDate = validity.Min(period => period.Until),
        LatestExpirationDate = validity.Max(period => period.Until),
        TcbInfo = by.TcbInfo.Validity,
        QeIdentity = by.Identity.Validity,
        TcbInfoEvaluationDataNumber = by.TcbInfo.TcbEvaluationDataNumber,
        QeIdentityEvaluationDataNumber = by.Identity.TcbEvaluationDataNumber,
        RootCaCrlNumber = by.Revocation.Root.Number,
        PckCrlNumber = by.Revocation.Pck.Number,
        RootKeyId = by.Root.KeyId,
        Ppid = pck.Ppid,
        CpuSvn = pck.Tcb.CpuSvn,
        PceSvn = pck.Tcb.PceSvn,
        Fmspc = pck.Fmspc,
        PceId = pck.PceId,
        SgxType = pck.SgxType,
        PlatformInstanceId = pck.PlatformInstanceId,
        DynamicPlatform = pck.Configuration?.DynamicPlatform,
        CachedKeys = pck.Configuration?.CachedKeys,
        SmtEnabled = pck.Configuration?.SmtEnabled,
    };
}
