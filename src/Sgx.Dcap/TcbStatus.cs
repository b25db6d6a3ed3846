namespace Sgx.Dcap;

/// <summary>How well patched a platform is, by Intel's word and in Intel's spelling.</summary>
/// <remarks>tcbStatus of TCB info and enclave identity.</remarks>
public enum TcbStatus
{
    UpToDate,
    SWHardeningNeeded,
    ConfigurationNeeded,
    ConfigurationAndSWHardeningNeeded,
    OutOfDate,
    OutOfDateConfigurationNeeded,
    Revoked,
}
