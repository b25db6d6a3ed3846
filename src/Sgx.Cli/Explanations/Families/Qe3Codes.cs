using System.Collections.Immutable;

namespace Sgx.Cli.Explanations.Families;

/// <summary>Errors inside the quoting enclave, seen in logs.</summary>
/// <remarks>Translated before they reach callers.</remarks>
internal static class Qe3Codes
{
    public static readonly ImmutableArray<Explanation> All =
    [
        new(0xD001, "UNEXPECTED",
            "Something failed inside the quoting enclave that has no name of its own.",
            "It reaches callers as 0xE001; the lines around it in the log are all there is to go by."),
        new(0xD002, "INVALID_PARAMETER",
            "The quoting enclave was handed a pointer or a size that it refuses.",
            "Library and enclave of the quoting enclave should be of one release."),
        new(0xD003, "OUT_OF_MEMORY",
            "The heap inside the quoting enclave is used up.",
            "Ask one quote at a time of an enclave, as its library does."),
        new(0xD004, "ECDSABLOB_ERROR",
            "The sealed attestation key cannot be opened by this quoting enclave.",
            "Make a new key by initialising again; it is expected after TCB recovery."),
        new(0xD005, "CRYPTO_ERROR",
            "A signature or hash inside the quoting enclave could not be computed.",
            "Try again; should it stay, reinstall the enclave."),
        new(0xD006, "ATTKEY_GEN_ERROR",
            "The attestation key could not be derived.",
            "Initialise again; look for hardware errors in the kernel's log."),
        new(0xD007, "STATE_ERROR",
            "A step was asked for before the one that must come first.",
            "Initialise the key before asking for a quote."),
        new(0xD008, "INVALID_REPORT",
            "The application's Report is not for this quoting enclave.",
            "Make the Report for the target info of this very enclave."),
        new(0xD009, "UNABLE_TO_GENERATE_QE_REPORT",
            "The quoting enclave could not report on itself to the application.",
            "Check the application's target info in the request."),
    ];
}
