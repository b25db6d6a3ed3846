using System.Collections.Immutable;

namespace Sgx.Cli.Explanations.Families;

/// <summary>What DCAP's libraries return about how current and how well patched something is.</summary>
/// <remarks>quote3_error_t of sgx_ql_lib_common.h.</remarks>
internal static class Quote3TcbCodes
{
    public static readonly ImmutableArray<Explanation> All =
    [
        new(0xE027, "TCB_OUT_OF_DATE",
            "The platform is behind with security updates.",
            Advice.ReadTcb),
        new(0xE028, "TCB_OUT_OF_DATE_CONFIGURATION_NEEDED",
            "Updates are missing, and the configuration needs attention.",
            Advice.ReadTcb),
        new(0xE029, "SGX_ENCLAVE_IDENTITY_OUT_OF_DATE",
            "The identity describes an enclave of which newer versions exist.",
            "Update the enclave in question."),
        new(0xE02A, "SGX_ENCLAVE_REPORT_ISVSVN_OUT_OF_DATE",
            "The enclave is of an older security version than Intel asks for.",
            "Install the current quoting or verification enclave."),
        new(0xE02B, "QE_IDENTITY_OUT_OF_DATE",
            "The quoting enclave is not the newest.",
            "Update libsgx-ae-qe3 (or the TDX one) on the quoting machine."),
        new(0xE02C, "SGX_TCB_INFO_EXPIRED",
            "The TCB info was past its next update at the time of verification.",
            "Refresh the collateral; it lives for 30 days."),
        new(0xE02D, "SGX_PCK_CERT_CHAIN_EXPIRED",
            "A certificate of the platform's chain is past its end.",
            "Check the clock first; else the platform needs new certificates."),
        new(0xE02E, "SGX_CRL_EXPIRED",
            "A revocation list is past its next update.",
            "Fetch the lists again: those of the PCK CAs live for a month, the root's for about a year."),
        new(0xE02F, "SGX_SIGNING_CERT_CHAIN_EXPIRED",
            "The certificate that signs Intel's documents has ended. The one of 2018 did on 2025-05-21.",
            "Fetch TCB info and identity anew, with the chain that comes with them."),
        new(0xE030, "SGX_ENCLAVE_IDENTITY_EXPIRED",
            "The enclave identity was past its next update.",
            "Refresh it together with the rest of the collateral."),
        new(0xE031, "PCK_REVOKED",
            "A certificate of the quote's chain, or the one that signs documents, is revoked.",
            "Do not trust the platform; its owner may get a new certificate after an update."),
        new(0xE032, "TCB_REVOKED",
            "The platform's TCB level, or the quoting enclave's, is revoked.",
            "Do not accept it; see TcbStatus Revoked."),
        new(0xE033, "TCB_CONFIGURATION_NEEDED",
            "The platform's configuration needs attention.",
            Advice.ReadTcb),
        new(0xE03C, "TCB_SW_HARDENING_NEEDED",
            "An advisory applies that the enclave's own build must answer.",
            Advice.ReadTcb),
        new(0xE03D, "TCB_CONFIGURATION_AND_SW_HARDENING_NEEDED",
            "Configuration and enclave build both must answer advisories.",
            Advice.ReadTcb),
        new(0xE066, "TCB_NOT_SUPPORTED",
            "The platform, its quoting enclave or TDX module is below every level of which Intel knows.",
            "Compare the components in the PCK certificate with the TCB info (sgx inspect shows both); TCB info of "
            + "another date may help."),
    ];
}
