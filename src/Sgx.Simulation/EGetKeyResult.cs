namespace Sgx.Simulation;

/// <summary>The answer to EGETKEY: the 16-byte key, empty unless the status is success.</summary>
public readonly record struct EGetKeyResult(EGetKeyStatus Status, ReadOnlyMemory<byte> Key);

/// <summary>What EGETKEY leaves in RAX.</summary>
/// <remarks>Intel SDM vol. 3D, EGETKEY.</remarks>
public enum EGetKeyStatus
{
    Success = 0,

    /// <summary>The enclave lacks the attribute that the key needs.</summary>
    InvalidAttribute = 0x02,

    /// <summary>The CPUSVN is unknown, or above the CPU's.</summary>
    InvalidCpuSvn = 0x20,

    /// <summary>ISVSVN or CONFIGSVN is above the enclave's.</summary>
    InvalidIsvSvn = 0x40,

    InvalidKeyName = 0x100,
}
