using System.Collections.Immutable;

namespace Sgx.Cli.Explanations.Families;

/// <summary>What is wrong with TCB info or revocation lists.</summary>
/// <remarks>Status of Intel's Quote Verification Library, QuoteVerification.h.</remarks>
internal static class QvlDocumentCodes
{
    public static readonly ImmutableArray<Explanation> All =
    [
        new(19, "SGX_TCB_INFO_UNSUPPORTED_FORMAT",
            "The TCB info is not readable: no JSON, a member missing or of the wrong type. sgx verify says it of "
            + "anything malformed in it.",
            "Store it byte for byte as served, in the version of the API that fits."),
        new(20, "SGX_TCB_INFO_INVALID",
            "The TCB info has a value that it must not have.",
            "Fetch it again; an SGX document must not describe TDX modules."),
        new(21, "TCB_INFO_INVALID_SIGNATURE",
            "The TCB info is not what was signed. Most often a tool has formatted the JSON again.",
            "Keep the document exactly as it came; white space counts."),
        new(22, "SGX_TCB_SIGNING_CERT_MISSING",
            "The chain beside TCB info or identity has no TCB signing certificate.",
            "Use the issuer chain from the headers of the same response."),
        new(23, "SGX_TCB_SIGNING_CERT_INVALID",
            "The TCB signing certificate is not right in itself.",
            "Fetch document and chain anew."),
        new(24, "SGX_TCB_SIGNING_CERT_INVALID_EXTENSIONS",
            "The TCB signing certificate lacks an extension, or claims to be a CA.",
            "Reject it; Intel's has all five."),
        new(25, "SGX_TCB_SIGNING_CERT_INVALID_ISSUER",
            "The root did not sign the TCB signing certificate.",
            "See that both come from one issuer chain."),
        new(26, "SGX_TCB_SIGNING_CERT_CHAIN_UNTRUSTED",
            "The documents' certificates end in another root than the quote's.",
            "Collateral and quote must be of one Intel: not simulated and genuine together. For two issues of one "
            + "root, --allow-mixed-roots."),
        new(27, "SGX_TCB_SIGNING_CERT_REVOKED",
            "The TCB signing certificate is in the root's revocation list.",
            "Fetch documents that were signed after the revocation."),
        new(28, "SGX_CRL_UNSUPPORTED_FORMAT",
            "A revocation list cannot be read, or has no number.",
            "Pass DER, PEM or hexadecimal digits of a version 2 list."),
        new(29, "SGX_CRL_UNKNOWN_ISSUER",
            "A revocation list is by somebody else than the certificate's issuer: the one of the Processor CA "
            + "where the Platform CA's is needed, or the other way round.",
            "Look at the CA in the PCK certificate (sgx inspect), and fetch pckcrl?ca=platform or ca=processor "
            + "accordingly."),
        new(30, "SGX_CRL_INVALID",
            "A revocation list is not right in itself.",
            "Fetch it again from PCCS or Intel, and keep every byte."),
        new(31, "SGX_CRL_INVALID_EXTENSIONS",
            "A revocation list does not say by its key identifier who made it.",
            "Fetch it again; Intel's do."),
        new(32, "SGX_CRL_INVALID_SIGNATURE",
            "The issuer did not sign the revocation list.",
            "Take list and issuer of one origin; else it was changed."),
    ];
}
