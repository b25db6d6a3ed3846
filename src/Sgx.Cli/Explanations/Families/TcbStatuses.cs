using System.Collections.Immutable;

namespace Sgx.Cli.Explanations.Families;

/// <summary>How well patched a platform is.</summary>
/// <remarks>tcbStatus of TCB info and enclave identity; the last two are of the verifier.</remarks>
internal static class TcbStatuses
{
    public static readonly ImmutableArray<Explanation> All =
    [
        new(null, "UpToDate",
            "Everything that counts is of the security version that Intel asks for, and no configuration is known "
            + "to be wrong."),
        new(null, "SWHardeningNeeded",
            "The platform is patched, but the fix of some advisory works only if the enclave itself was built with "
            + "it. For some processors (INTEL-SA-00334, INTEL-SA-00615) this is permanent and the best that a "
            + "patched machine can have.",
            "Read the advisory ids beside it. If your enclave was built with the mitigations, accept the status "
            + "for exactly these (sgx verify --accept SWHardeningNeeded:INTEL-SA-00334+INTEL-SA-00615, or tcb.accepted "
            + "of a policy); no update of the machine will change it. Without ids, any future advisory passes too."),
        new(null, "ConfigurationNeeded",
            "The versions are right, but the platform is or may be configured so that an advisory applies: usually "
            + "hyper-threading, or a setting of the firmware.",
            "Change the setting that the advisory names (often SMT off in the firmware) and register again, or "
            + "accept the status if your threat model allows."),
        new(null, "ConfigurationAndSWHardeningNeeded",
            "Both at once: the platform's configuration and the enclave's own build have to do their part against "
            + "known advisories.",
            "Treat the two parts separately: settings of the firmware for the one, an enclave built with the "
            + "mitigations for the other. Accept it only after both were judged."),
        new(null, "OutOfDate",
            "Microcode, firmware, quoting enclave or TDX module have fallen behind: known holes are open on this "
            + "platform.",
            "Update firmware and microcode, and the quoting enclave, then fetch new PCK certificates. Relying "
            + "parties should accept it at most for a short time after tcbDate."),
        new(null, "OutOfDateConfigurationNeeded",
            "The platform has fallen behind and is configured unfavourably too.",
            "Update first, then look which status is left."),
        new(null, "Revoked",
            "Intel has withdrawn trust in this TCB: its keys may be known to others. sgx verify rejects such a "
            + "quote, whatever is accepted.",
            "Do not accept it. Update the platform and get new PCK certificates; where none are issued, the "
            + "hardware cannot attest any more."),
        new(null, "TDRelaunchAdvised",
            "The platform was brought up to date while the trust domain was running: it was launched on an older "
            + "TDX module or microcode than is there now.",
            "Launch the trust domain again, so that its keys are made under the current TCB."),
        new(null, "TDRelaunchAdvisedConfigurationNeeded",
            "The trust domain was launched before an update, and the platform's configuration needs attention as "
            + "well.",
            "Set the configuration right, then launch the trust domain again."),
    ];
}
