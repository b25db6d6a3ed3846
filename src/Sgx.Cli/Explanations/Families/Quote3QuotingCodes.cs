using System.Collections.Immutable;

namespace Sgx.Cli.Explanations.Families;

/// <summary>What DCAP's libraries return while a quote is made.</summary>
/// <remarks>quote3_error_t of sgx_ql_lib_common.h.</remarks>
internal static class Quote3QuotingCodes
{
    public static readonly ImmutableArray<Explanation> All =
    [
        new(0x0000, "SUCCESS",
            "The call did its work. Of a verification it only says that there is a result: read that one too."),
        new(0xE001, "ERROR_UNEXPECTED",
            "Whatever has no code of its own. Out of process, most errors of the daemon end up here, as do lost "
            + "connections and missing certificates in get_quote; Intel's verification library uses it for many "
            + "rejected certificates.",
            "Find the first error, not the last: the log of aesmd or sgx-agent for quoting, the QVL status for "
            + "verification (sgx verify names it)."),
        new(0xE002, "ERROR_INVALID_PARAMETER",
            "A pointer, a size or a time handed to the library is wrong.",
            "Check buffer sizes against sgx_qe_get_quote_size, structure versions, and that the verification time "
            + "is greater than 0."),
        new(0xE003, "ERROR_OUT_OF_MEMORY",
            "The process, or the service behind it, has no memory left.",
            "Raise its memory limit."),
        new(0xE004, "ERROR_ECDSA_ID_MISMATCH",
            "The stored attestation key belongs to another quoting enclave or platform.",
            "Delete the stored key and initialise again."),
        new(0xE005, "PATHNAME_BUFFER_OVERFLOW_ERROR",
            "The path of the stored key does not fit the library's buffer.",
            "Shorten the path of the data folder."),
        new(0xE006, "FILE_ACCESS_ERROR",
            "The file with the stored key cannot be opened.",
            "Look at the folder's owner, mode and free space."),
        new(0xE007, "ERROR_STORED_KEY",
            "The cached attestation key is of no use: damaged, or from before a change of the platform.",
            "Initialise again, so that a new key is made."),
        new(0xE008, "ERROR_PUB_KEY_ID_MISMATCH",
            "The cached key is not the one that was asked for by its id.",
            "Initialise again and use the id that comes back."),
        new(0xE009, "ERROR_INVALID_PCE_SIG_SCHEME",
            "Provisioning certification enclave and quoting enclave do not agree on a signature scheme.",
            "Install both from one release of DCAP."),
        new(0xE00A, "ATT_KEY_BLOB_ERROR",
            "The sealed attestation key cannot be opened or fails its checks.",
            "Initialise again with a refreshed key."),
        new(0xE00B, "UNSUPPORTED_ATT_KEY_ID",
            "The key is not supported. Out of process this is what remains of AESM 38, which aesmd gives for "
            + "everything once its quoting enclave did not load.",
            "Read aesmd's log for \"Failed to load QE3\", give it both SGX devices and group sgx_prv, restart it. "
            + "A platform that PCCS does not know shows up like this too."),
        new(0xE00C, "UNSUPPORTED_LOADING_POLICY",
            "The load policy cannot be set: it is unknown, or enclaves were loaded already.",
            "Set it once, before anything else, and only from persistent to ephemeral."),
        new(0xE00D, "INTERFACE_UNAVAILABLE",
            "The library cannot load what it needs next: the quoting enclave's or PCE's library, or the daemon's "
            + "interface.",
            "Install libsgx-qe3-logic, libsgx-pce-logic, libsgx-urts and the enclaves of one release; look whether "
            + "the process may open the devices."),
        new(0xE00E, "PLATFORM_LIB_UNAVAILABLE",
            "The quote provider library (libdcap_quoteprov.so.1) is missing or lacks a function.",
            "Install libsgx-dcap-default-qpl or, on Azure, az-dcap-client in the image that needs it; a link "
            + "without \".1\" is a frequent cause."),
        new(0xE00F, "ATT_KEY_NOT_INITIALIZED",
            "There is no certified attestation key: the process or the daemon is new, or the platform's TCB has "
            + "changed since.",
            "Begin again with sgx_qe_get_target_info, make a new Report, then ask for the quote."),
        new(0xE010, "ATT_KEY_CERT_DATA_INVALID",
            "The provider returned certification data that the library cannot use.",
            "Look at what the cache has for this platform, and empty stale ones."),
        new(0xE011, "NO_PLATFORM_CERT_DATA",
            "There is no PCK certificate for this platform in the cache.",
            "Register the platform and fill PCCS (PCKIDRetrievalTool); on Azure use the cloud's own provider or "
            + "address."),
        new(0xE012, "OUT_OF_EPC",
            "Too little enclave memory to load the quoting enclave.",
            "Free some, or raise the container's limit of EPC."),
        new(0xE013, "ERROR_REPORT",
            "A Report between enclaves could not be checked.",
            "Do not keep target infos over restarts; take a new one and repeat."),
        new(0xE014, "ENCLAVE_LOST",
            "Suspend or migration has taken the enclave away.",
            "Load it again and repeat; a process that forked must do so too."),
        new(0xE015, "INVALID_REPORT",
            "The application's Report was made for another enclave than the quoting enclave, or on another "
            + "machine.",
            "Call sgx_qe_get_target_info and make the Report for just that, in the same mode: in-process and "
            + "out-of-process have different quoting enclaves."),
        new(0xE016, "ENCLAVE_LOAD_ERROR",
            "A signed enclave cannot be loaded: file missing, device absent or not permitted, memory not "
            + "executable.",
            "Check the .signed.so files beside the libraries, the groups of the device nodes, and that /dev is not "
            + "mounted noexec."),
        new(0xE017, "UNABLE_TO_GENERATE_QE_REPORT",
            "The quoting enclave did not make the Report on itself that was asked for.",
            "Leave the QE report info out, or correct the target info in it."),
        new(0xE018, "KEY_CERTIFCATION_ERROR",
            "The attestation key cannot be certified, since the provider names a TCB above the platform's. The "
            + "spelling is Intel's.",
            "Fetch certificates that fit the present microcode and firmware."),
        new(0xE019, "NETWORK_ERROR",
            "Certificates or collateral could not be fetched. The code hides which address it was.",
            "Look up the address (pccs_url in /etc/sgx_default_qcnl.conf, in the container too) and try it with "
            + "curl from there. Its default, localhost, is wrong in a pod."),
        new(0xE01A, "MESSAGE_ERROR",
            "The answer with the certificates was not understood.",
            "See what really answers: the wrong version of the API, or a proxy."),
        new(0xE035, "ERROR_INVALID_PRIVILEGE",
            "The process may not use the provisioning key. aesmd passes this on as \"unexpected\".",
            "Give it /dev/sgx_provision and the group that owns it (sgx_prv), in a container by number."),
        new(0xE03E, "UNSUPPORTED_MODE",
            "The function exists only in-process, but SGX_AESM_ADDR is set (to anything, even empty) and so quotes "
            + "are made by the daemon.",
            "Unset the variable before the process starts, or do without load policies, paths and cleanup."),
        new(0xE03F, "NO_DEVICE",
            "There is no SGX device, here or where the daemon runs.",
            "Look for /dev/sgx_enclave, in the pod as well; without SGX use the simulated platform."),
        new(0xE040, "SERVICE_UNAVAILABLE",
            "The daemon cannot be reached: no socket at /var/run/aesmd/aesm.socket, nobody behind it, not "
            + "permitted, or libsgx_quote_ex.so.1 is missing in the image.",
            "sgx healthcheck says which; in Kubernetes let the pod have the quoting resource, and wait for it with "
            + "sgx wait."),
        new(0xE041, "NETWORK_FAILURE",
            "The daemon answered that it could not reach the network.",
            "See AESM_NETWORK_ERROR: the address is configured where the daemon runs, not where the application "
            + "does."),
        new(0xE042, "SERVICE_TIMEOUT",
            "The daemon did not answer within the client's 15 seconds. Nobody tries again by himself.",
            "Ask again: what was slow, usually a fetch of certificates, is often ready then. If not, look at the "
            + "daemon's load."),
        new(0xE043, "ERROR_BUSY",
            "The daemon has too much to do.",
            "Ask again after a moment, with growing pauses."),
        new(0xE044, "UNKNOWN_MESSAGE_RESPONSE",
            "The cache answered with an HTTP status that the client does not expect.",
            "See the log of PCCS; on Azure use the provider that belongs there."),
        new(0xE045, "PERSISTENT_STORAGE_ERROR",
            "The provider's storage on disk failed.",
            "Look at its folder: rights, space, read-only file systems."),
        new(0xE046, "ERROR_MESSAGE_PARSING_ERROR",
            "The provider could not read what it fetched.",
            "The usual cause is the default provider where Azure's is needed, or the other way round; install the "
            + "one that fits."),
        new(0xE047, "PLATFORM_UNKNOWN",
            "Neither the cache nor Intel knows this platform.",
            "Register it; on virtual machines that is the cloud's task."),
        new(0xE048, "UNKNOWN_API_VERSION",
            "The cache speaks another version of the API.",
            "Make pccs_url end in the version that it has (v3 or v4)."),
        new(0xE049, "CERTS_UNAVAILABLE",
            "The platform is known, but Intel issues no certificate for its present TCB.",
            "Update firmware and microcode, then register again."),
        new(0xE052, "PSW_NOT_AVAILABLE",
            "The runtime that loads enclaves is not installed.",
            "Install libsgx-urts, or verify without an enclave."),
        new(0xE063, "INTERNAL_SERVER_ERROR",
            "The server behind the provider failed.",
            "Try again later; then see the log of PCCS."),
        new(0xE067, "CONFIG_INVALID_JSON",
            "The provider's configuration file is not valid JSON.",
            "Correct /etc/sgx_default_qcnl.conf."),
        new(0xE0FF, "ERROR_MAX",
            "The upper end of this range of numbers, never an error itself.",
            "A program that shows it has a bug."),
    ];
}
