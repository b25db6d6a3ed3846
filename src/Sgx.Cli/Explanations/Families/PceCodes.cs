using System.Collections.Immutable;

namespace Sgx.Cli.Explanations.Families;

/// <summary>What the provisioning certification enclave's library returns.</summary>
/// <remarks>sgx_pce_error_t of sgx_pce.h.</remarks>
internal static class PceCodes
{
    public static readonly ImmutableArray<Explanation> All =
    [
        new(0xF000, "SUCCESS",
            "The provisioning certification enclave did its work. Its success is this number and not 0."),
        new(0xF001, "UNEXPECTED",
            "Something failed inside the provisioning certification enclave or its loader.",
            "Look at the log of whatever called it, and at the kernel's."),
        new(0xF002, "INVALID_PARAMETER",
            "A pointer or a size handed to the library is not right.",
            "The caller is at fault; quoting library and PCE library should be of one release."),
        new(0xF003, "OUT_OF_EPC",
            "No enclave memory is left for the provisioning certification enclave.",
            "Free enclave memory, then try again."),
        new(0xF004, "INTERFACE_UNAVAILABLE",
            "The enclave cannot be loaded: file missing, device not to be opened, or its loader not installed.",
            "Install libsgx-ae-pce and give access to /dev/sgx_enclave and /dev/sgx_provision."),
        new(0xF005, "INVALID_REPORT",
            "The Report of the quoting enclave does not hold for this PCE.",
            "Let the quoting enclave make it for the PCE's current target info; both must run on the same machine."),
        new(0xF006, "CRYPTO_ERROR",
            "A cryptographic step inside the enclave failed.",
            "Try again; if it stays, the installation is damaged."),
        new(0xF007, "INVALID_PRIVILEGE",
            "The process may not use the provisioning key, without which the PCE cannot certify anything.",
            "Let its user into the group of /dev/sgx_provision (sgx_prv), and hand that device to the container."),
        new(0xF008, "INVALID_TCB",
            "Certification for a TCB was asked for that is higher than the platform's.",
            "Fetch PCK certificates for the TCB that is there; a firmware that was rolled back causes this."),
    ];
}
