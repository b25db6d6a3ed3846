using System.Collections.Immutable;

namespace Sgx.Cli.Explanations.Families;

/// <summary>What an AESM service answers about ECDSA quotes.</summary>
/// <remarks>aesm_error_t of aesm_error.h, from 32.</remarks>
internal static class AesmQuotingCodes
{
    public static readonly ImmutableArray<Explanation> All =
    [
        new(32, "ECDSA_ID_MISMATCH",
            "The stored attestation key was made by another platform or another quoting enclave than the one that "
            + "is to use it.",
            "Remove the stored key (the daemon's data folder) and let a new one be made; disks that were copied "
            + "between machines cause this."),
        new(33, "PATHNAME_BUFFER_OVERFLOW_ERROR",
            "The path of the stored key is longer than the quoting library can hold.",
            "Use a shorter folder."),
        new(34, "ERROR_STORED_KEY",
            "The stored attestation key cannot be used: damaged, or sealed on another platform.",
            "Remove it and restart the daemon; a new key is made and certified."),
        new(35, "PUB_KEY_ID_MISMATCH",
            "The stored attestation key is another than the one that the caller knows from before.",
            "Initialise again (init_quote_ex), and send the new key's target info to the enclave before it makes "
            + "its Report."),
        new(36, "INVALID_PCE_SIG_SCHEME",
            "The provisioning certification enclave signs by a scheme that the quoting enclave does not know.",
            "Install quoting and provisioning certification enclave of one release."),
        new(37, "ATT_KEY_BLOB_ERROR",
            "The attestation key in its sealed form is not to be used, most often since the platform's TCB was "
            + "changed.",
            "Let the daemon make a new key: restart it, or initialise again with a refreshed key."),
        new(38, "UNSUPPORTED_ATT_KEY_ID",
            "The service offers no such attestation key. aesmd also says this for everything when its ECDSA "
            + "plug-in or the quoting enclave did not load, for instance when only /dev/sgx_enclave was given to its "
            + "container: a missing device then looks like a wrong key.",
            "Ask for the key that the service offers. With aesmd look in its log for \"Failed to load QE3\", give "
            + "it /dev/sgx_provision with the right group, and restart it, since it tries only once."),
        new(39, "UNSUPPORTED_LOADING_POLICY",
            "The quoting enclave cannot be loaded by the policy that was asked for.",
            "Leave the policy out, or set it once, before the first quote."),
        new(40, "INTERFACE_UNAVAILABLE",
            "A part that the quoting library needs is not there: the provisioning certification enclave or what "
            + "loads it.",
            "Install libsgx-pce-logic and libsgx-ae-pce of the same release, and see that /dev/sgx_provision can "
            + "be opened."),
        new(41, "PLATFORM_LIB_UNAVAILABLE",
            "No quote provider library (libdcap_quoteprov.so.1) was found, so nobody can fetch the platform's "
            + "certificates.",
            "Install exactly one: libsgx-dcap-default-qpl for PCCS, or az-dcap-client on Azure; mind that they are "
            + "the same file."),
        new(42, "ATT_KEY_NOT_INITIALIZED",
            "The service has no attestation key for this caller: aesmd forgets it at every restart, and answers so "
            + "to everybody until somebody initialises. sgx-agent makes its key ready by itself.",
            "Initialise (init_quote_ex), take the new target info, make a new Report and ask again; clients should "
            + "do this by themselves whenever they see this code."),
        new(43, "ATT_KEY_CERT_DATA_INVALID",
            "What the platform library handed over as certificates is not a PCK certificate chain.",
            "Look at what PCCS or the cloud's cache returns for this platform; clear its cache and that of the "
            + "client (~/.dcap-qcnl, ~/.az-dcap-client)."),
        new(44, "NO_PLATFORM_CERT_DATA",
            "Nobody has a PCK certificate for this platform: it is not registered with Intel, or the cache was not "
            + "filled. Outside init_quote_ex Intel's client shows this as \"unexpected\".",
            "Register the platform (PCKIDRetrievalTool, or the multi-package registration agent), and let PCCS "
            + "fetch its certificates; a changed microcode or added processor needs it anew."),
        new(45, "ERROR_REPORT",
            "The quoting enclave could not check a Report.",
            "Make a new Report for the target info that the service gives now."),
        new(46, "ENCLAVE_LOST",
            "The quoting enclave is gone, as all enclaves are after suspend, and after migration of a virtual "
            + "machine.",
            "Ask again: a good service loads it anew. aesmd may need a restart."),
        new(47, "INVALID_REPORT",
            "The Report was not made on this machine for the quoting enclave that serves: its MAC does not hold. A "
            + "Report for an older target info, or for the service of another node, looks the same.",
            "Take the target info, make the Report and ask for the quote all from one service; after the service "
            + "was replaced, begin again with the target info."),
        new(48, "ENCLAVE_LOAD_ERROR",
            "The quoting enclave, or one that it needs, cannot be loaded: its file is missing, the device cannot "
            + "be opened, or the kernel refuses it.",
            "Look for libsgx_qe3.signed.so.1 and libsgx_id_enclave.signed.so.1 beside their libraries, for the "
            + "device nodes and their groups (sgx, sgx_prv), and in the kernel's log."),
        new(49, "UNABLE_TO_GENERATE_QE_REPORT",
            "The quoting enclave could not make a Report of its own for the application.",
            "Ask without a QE report info, or send the application's target info in it."),
        new(50, "KEY_CERTIFICATION_ERROR",
            "The provisioning certification enclave did not certify the attestation key: the certificates name a "
            + "TCB that the platform does not have, as after microcode went back to an older version.",
            "Fetch the PCK certificates for the TCB that the platform has now, and empty caches; then initialise "
            + "again."),
        new(51, "CONFIG_UNSUPPORTED",
            "The configuration asks for something that this daemon does not do.",
            "Look at /etc/aesmd.conf and at the daemon's messages when it starts."),
    ];
}
