namespace Sgx.Dcap;

/// <summary>How well patched a platform is, by Intel's word and in Intel's spelling.</summary>
/// <remarks>tcbStatus of TCB info and enclave identity; the last two come of comparing a TD's two TCBs.</remarks>
public enum TcbStatus
{
    UpToDate,
    SWHardeningNeeded,
    ConfigurationNeeded,
    ConfigurationAndSWHardeningNeeded,
    OutOfDate,
    OutOfDateConfigurationNeeded,
    Revoked,

    /// <summary>The TD was launched on a TCB that is out of date; the present one is not: start the TD anew.</summary>
    TDRelaunchAdvised,

    /// <summary>The same, and the platform needs another configuration too.</summary>
    TDRelaunchAdvisedConfigurationNeeded,
}
