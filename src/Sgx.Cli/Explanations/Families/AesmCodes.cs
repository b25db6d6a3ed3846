using System.Collections.Immutable;

namespace Sgx.Cli.Explanations.Families;

/// <summary>What every AESM service may answer.</summary>
/// <remarks>aesm_error_t of aesm_error.h, up to 31; 27 has no name there.</remarks>
internal static class AesmCodes
{
    public static readonly ImmutableArray<Explanation> All =
    [
        new(0, "SUCCESS",
            "The service did what it was asked."),
        new(1, "UNEXPECTED_ERROR",
            "The service failed in a way for which AESM has no better word. aesmd folds every newer DCAP error "
            + "into it, also a provisioning device that it may not open, so the code alone tells little.",
            "Read the service's own log at the time of the request. With sgx-agent it is a bug or a request that "
            + "asks for neither phase of init_quote_ex; with aesmd look for hexadecimal codes such as 0x4004 and "
            + "explain those."),
        new(2, "NO_DEVICE_ERROR",
            "The service found no SGX device: the driver is missing, SGX is off in the firmware, or the device was "
            + "not given to its container.",
            "Look for /dev/sgx_enclave on the host and in the container, and for SGX in the firmware settings; in "
            + "Kubernetes, see that the service's pod is given the device."),
        new(3, "PARAMETER_ERROR",
            "The request makes no sense to the service: a Report that is not 432 bytes, a key id that is not 256, "
            + "or a buf_size that is not what was announced.",
            "Compare the sizes that your client sends with docs/aesm-protocol.md; a mixture of very old and new "
            + "client libraries and daemons does this too."),
        new(4, "EPIDBLOB_ERROR",
            "The EPID key that the daemon keeps on disk is damaged or of another platform.",
            Advice.Epid),
        new(5, "EPID_REVOKED_ERROR",
            "The platform's EPID group, or its own key in it, is revoked.",
            Advice.Epid),
        new(6, "GET_LICENSETOKEN_ERROR",
            "No launch token was granted: on platforms without flexible launch control the daemon decides which "
            + "enclaves may start, by Intel's white list.",
            Advice.Launch),
        new(7, "SESSION_INVALID",
            "The session with the platform service enclave has ended or was never opened.",
            Advice.PlatformServices),
        new(8, "MAX_NUM_SESSION_REACHED",
            "As many sessions are open with the platform service enclave as it can hold.",
            Advice.PlatformServices),
        new(9, "PSDA_UNAVAILABLE",
            "The management engine's applet behind trusted time and monotonic counters cannot be reached.",
            Advice.PlatformServices),
        new(10, "EPH_SESSION_FAILED",
            "The short-lived session between platform service enclave and management engine could not be set up.",
            Advice.PlatformServices),
        new(11, "LONG_TERM_PAIRING_FAILED",
            "Platform service enclave and management engine could not be paired.",
            Advice.PlatformServices),
        new(12, "NETWORK_ERROR",
            "Certificates of the platform could not be fetched: PCCS, Azure's cache or Intel's service did not "
            + "answer. sgx-agent also says this in get_quote_ex for certificates that do not exist, since 44 would "
            + "reach the caller as \"unexpected\".",
            "Try from the service's own network whether the configured address answers (/etc/sgx_default_qcnl.conf "
            + "for Intel's libraries; the default points at localhost). Behind an egress firewall allow it; then ask "
            + "again, nobody else retries."),
        new(13, "NETWORK_BUSY_ERROR",
            "The server that was asked over the network has too much to do.",
            "Wait and ask again; when it stays so, see whether the cache in front of Intel's service works at all."),
        new(14, "PROXY_SETTING_ASSIST",
            "The daemon cannot find out which proxy to use.",
            "Name the proxy in /etc/aesmd.conf (proxy type = manual, aesm proxy = http://host:port), or say that "
            + "there is none (direct)."),
        new(15, "FILE_ACCESS_ERROR",
            "A file that the daemon keeps its keys in cannot be read or written.",
            "See that the data folder (/var/opt/aesmd for aesmd) is there, writable for the daemon's user, and not "
            + "full."),
        new(16, "SGX_PROVISION_FAILED",
            "The provisioning of an EPID key with Intel's server went wrong.",
            Advice.Epid),
        new(17, "SERVICE_STOPPED",
            "The daemon is shutting down and takes no more requests.",
            "Ask again once it is back; sgx quote --wait does so by itself."),
        new(18, "BUSY",
            "There is more to do than time, or the quote was not ready within 14 seconds: its making goes on, and "
            + "the next try finds it done. sgx-agent also says this while it does not know yet which pod is asking.",
            "Ask again after a moment. When it lasts, look at the queue and the limits of the service "
            + "(docs/metrics.md), and at what it waits for, usually the network."),
        new(19, "BACKEND_SERVER_BUSY",
            "Intel's attestation server is too busy to answer the daemon.",
            "Wait and ask again."),
        new(20, "UPDATE_AVAILABLE",
            "The platform works, but microcode, firmware or SGX software of a newer security version exists.",
            "Update the machine; for DCAP the TCB status of a quote says the same with more detail."),
        new(21, "OUT_OF_MEMORY_ERROR",
            "The service ran out of ordinary memory.",
            "Give its container or unit more memory, or find out what else takes it."),
        new(22, "MSG_ERROR",
            "An answer from the network, or from the platform library, was not what it should be.",
            "See what answers at the configured address: a proxy's error page and a PCCS of another version are "
            + "the usual causes."),
        new(23, "THREAD_ERROR",
            "The daemon could not start or lock a thread.",
            "Look at the limits of processes and threads (ulimit -u, pids.max of the container), then restart the "
            + "daemon."),
        new(24, "SGX_DEVICE_NOT_AVAILABLE",
            "SGX exists, but cannot be used now: not enabled yet, or a restart is missing.",
            "Enable SGX in the firmware and reboot."),
        new(25, "ENABLE_SGX_DEVICE_FAILED",
            "The daemon tried to switch SGX on by software and did not succeed.",
            "Set SGX to enabled, not to software controlled, in the firmware."),
        new(26, "PLATFORM_INFO_BLOB_INVALID_SIG",
            "The platform info blob, out of a verification report of EPID, is not signed by Intel.",
            Advice.Epid),
        new(27, "SERVICE_NOT_AVAILABLE",
            "Intel assigns nothing to this number; the clients of Fortanix read it as a service that is not there. "
            + "Intel's own client makes \"unexpected\" of it.",
            "See which daemon answers: neither aesmd nor sgx-agent sends it."),
        new(28, "KDF_MISMATCH",
            "The key derivation functions of the two sides of a key exchange differ.",
            "Build both sides with SDKs of one generation."),
        new(29, "OUT_OF_EPC",
            "There is not enough enclave memory for the quoting enclave.",
            "Stop or shrink other enclaves, or raise the EPC limit of the service's container; on virtual machines "
            + "see how much EPC the size of machine has."),
        new(30, "SERVICE_UNAVAILABLE",
            "What was asked for is not offered here: the plug-in of aesmd is missing or did not start, or it is an "
            + "operation of EPID or launch control, which sgx-agent does not serve.",
            "For quotes by aesmd see that its quote-ex and ECDSA plug-ins are installed and loaded, and restart "
            + "it: it tries only once. A program that asks for launch tokens or EPID quotes must move to DCAP."),
        new(31, "UNRECOGNIZED_PLATFORM",
            "Intel's EPID provisioning server does not know this platform.",
            Advice.Epid),
    ];
}
