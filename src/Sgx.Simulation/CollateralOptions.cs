using Sgx.Dcap;

namespace Sgx.Simulation;

/// <summary>What the simulated Intel is to say of the platform.</summary>
public sealed record CollateralOptions
{
    /// <summary>The status of the platform's TCB level.</summary>
    public TcbStatus PlatformStatus { get; init; } = TcbStatus.UpToDate;

    /// <summary>What is wrong with the collateral.</summary>
    public CollateralFault Fault { get; init; }
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
}
