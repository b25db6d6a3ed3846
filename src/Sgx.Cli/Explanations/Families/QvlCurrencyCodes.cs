using System.Collections.Immutable;

namespace Sgx.Cli.Explanations.Families;

/// <summary>What is past its time, or to be updated.</summary>
/// <remarks>Status of Intel's Quote Verification Library, QuoteVerification.h.</remarks>
internal static class QvlCurrencyCodes
{
    public static readonly ImmutableArray<Explanation> All =
    [
        new(75, "SGX_TCB_INFO_EXPIRED",
            "The TCB info was past its next update.",
            "Refresh it: a newer one may say otherwise. sgx verify shows it as collateralExpired."),
        new(78, "SGX_PCK_CERT_CHAIN_EXPIRED",
            "A certificate of the PCK chain is past its end.",
            "Check the clock; PCK certificates live for seven years."),
        new(79, "SGX_CRL_EXPIRED",
            "A revocation list is outside its time.",
            "Fetch the lists again, monthly at least."),
        new(80, "SGX_SIGNING_CERT_CHAIN_EXPIRED",
            "The certificates of the documents' signer are past their end, as those of collateral stored before "
            + "May 2025 are now.",
            "Fetch the documents again, with their chain."),
        new(81, "SGX_ENCLAVE_IDENTITY_EXPIRED",
            "The enclave identity was past its next update at the time.",
            "Refresh it with the TCB info."),
        new(82, "TCB_SW_HARDENING_NEEDED",
            "Patched; the enclave itself must be built against an advisory.",
            Advice.ReadTcb),
        new(83, "TCB_CONFIGURATION_AND_SW_HARDENING_NEEDED",
            "Patched; configuration and enclave build have their part to do.",
            Advice.ReadTcb),
        new(87, "TCB_TD_RELAUNCH_ADVISED",
            "The trust domain is older than the last update of its platform.",
            Advice.ReadTcb),
        new(88, "TCB_TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED",
            "The trust domain is older than the last update, and the configuration needs attention.",
            Advice.ReadTcb),
    ];
}
