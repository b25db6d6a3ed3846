using Sgx.Dcap;
using Sgx.Quotes;

namespace Sgx.Simulation;

/// <summary>What the simulated Intel is to say of the platform.</summary>
public sealed record CollateralOptions
{
    private static readonly TcbStatus[] PlatformStatuses =
    [
        TcbStatus.UpToDate, TcbStatus.SWHardeningNeeded, TcbStatus.ConfigurationNeeded,
        TcbStatus.ConfigurationAndSWHardeningNeeded, TcbStatus.OutOfDate, TcbStatus.OutOfDateConfigurationNeeded,
        TcbStatus.Revoked,
    ];

    /// <summary>Whose quotes it is for: those of enclaves, or those of trust domains.</summary>
    public TeeType Tee { get; init; } = TeeType.Sgx;

    /// <summary>The version of the TCB info: 3, or for SGX alone 2.</summary>
    public int TcbInfoVersion { get; init; } = 3;

    /// <summary>The status of the platform's TCB level: one that a TCB info can give.</summary>
    public TcbStatus PlatformStatus { get; init; } = TcbStatus.UpToDate;

    /// <summary>The status of the quoting enclave: UpToDate, OutOfDate or Revoked.</summary>
    public TcbStatus QuotingEnclaveStatus { get; init; } = TcbStatus.UpToDate;

    /// <summary>The status of the TDX module, where it has a version above 0: UpToDate, OutOfDate or Revoked.</summary>
    public TcbStatus TdxModuleStatus { get; init; } = TcbStatus.UpToDate;

    /// <summary>What is wrong with the collateral.</summary>
    public CollateralFault Fault { get; init; }

    /// <exception cref="ArgumentException">Intel publishes no such thing.</exception>
    internal void ThrowUnlessPublished()
    {
        if (Tee is not (TeeType.Sgx or TeeType.Tdx))
            throw new ArgumentException($"there is no collateral for TEE 0x{(uint)Tee:x}");
        if (TcbInfoVersion != 3 && (TcbInfoVersion, Tee) is not (2, TeeType.Sgx))
            throw new ArgumentException($"there is no TCB info of version {TcbInfoVersion} for {Tee}");
        if (!PlatformStatuses.Contains(PlatformStatus))
            throw new ArgumentException($"no TCB info gives the status {PlatformStatus}");
        ThrowUnlessComponent(QuotingEnclaveStatus, "quoting enclave");
        ThrowUnlessComponent(TdxModuleStatus, "TDX module");
    }

    private static void ThrowUnlessComponent(TcbStatus status, string what)
    {
        if (status is not (TcbStatus.UpToDate or TcbStatus.OutOfDate or TcbStatus.Revoked))
            throw new ArgumentException($"a {what} is UpToDate, OutOfDate or Revoked, not {status}");
    }
}

/// <summary>Ready-made faults, to see what a verifier says.</summary>
[Flags]
public enum CollateralFault
{
    None = 0,

    /// <summary>Intel has published a higher TCB level, so the platform's is OutOfDate.</summary>
    OutdatedTcb = 1,

    /// <summary>The platform's PCK certificate is on the PCK CRL.</summary>
    RevokedPck = 2,

    /// <summary>Documents and CRLs were issued long ago and have run out.</summary>
    ExpiredCollateral = 4,

    /// <summary>The QE identity demands another MRSIGNER.</summary>
    WrongQeIdentity = 8,

    /// <summary>Of TDX: the TCB info demands TDX modules of another signer.</summary>
    WrongTdxModule = 16,
}
