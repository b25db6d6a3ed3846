namespace Sgx.Dcap;

/// <summary>A verdict by the number that Intel's verification library gives it.</summary>
/// <remarks>sgx_ql_qv_result_t. A rejection is <see cref="Unspecified"/>, with a <see cref="Quote3Error"/>.</remarks>
public enum QvResult : uint
{
    Ok = 0x0000,
    ConfigNeeded = 0xA001,
    OutOfDate = 0xA002,
    OutOfDateConfigNeeded = 0xA003,
    InvalidSignature = 0xA004,
    Revoked = 0xA005,
    Unspecified = 0xA006,
    SwHardeningNeeded = 0xA007,
    ConfigAndSwHardeningNeeded = 0xA008,
    TdRelaunchAdvised = 0xA009,
    TdRelaunchAdvisedConfigNeeded = 0xA00A,
}
