using System.Collections.Immutable;

namespace Sgx.Cli.Explanations.Families;

/// <summary>What is wrong with a chain of certificates.</summary>
/// <remarks>Status of Intel's Quote Verification Library, QuoteVerification.h.</remarks>
internal static class QvlChainCodes
{
    public static readonly ImmutableArray<Explanation> All =
    [
        new(0, "OK",
            "The step of the verification passed. All four steps (certificate, TCB info, identity, quote) must."),
        new(1, "UNSUPPORTED_CERT_FORMAT",
            "A certificate chain cannot be read: not strict PEM, another number of certificates than three (two "
            + "for documents), or one of them twice.",
            "Pass the chain as it was served or as it stands in the quote; sgx inspect shows what is in it."),
        new(2, "SGX_ROOT_CA_MISSING",
            "No certificate of the chain has the name of Intel's SGX root.",
            "Add the root to the chain."),
        new(3, "SGX_ROOT_CA_INVALID",
            "The root certificate is not right in itself.",
            "Take Intel's from its certificate site and compare."),
        new(4, "SGX_ROOT_CA_INVALID_EXTENSIONS",
            "The root certificate lacks an extension or has one that no root may have.",
            "Compare it with Intel's; a root of your own needs key identifiers, CRL distribution point, key usage "
            + "and basic constraints."),
        new(5, "SGX_ROOT_CA_INVALID_ISSUER",
            "The root did not sign itself.",
            "The chain is damaged or made up: take a genuine one."),
        new(6, "SGX_ROOT_CA_UNTRUSTED",
            "The root is not the trusted one.",
            "Name the right root, if it is one of your own."),
        new(7, "SGX_INTERMEDIATE_CA_MISSING",
            "Where the PCK CA should stand there is another certificate.",
            "Take the PCK Platform or Processor CA that issued the leaf."),
        new(8, "SGX_INTERMEDIATE_CA_INVALID",
            "The PCK CA's certificate is not right in itself.",
            "Fetch it again; it comes with every PCK certificate."),
        new(9, "SGX_INTERMEDIATE_CA_INVALID_EXTENSIONS",
            "The PCK CA's certificate lacks an extension, or is no CA by its own word.",
            "Reject it: a certificate that may not issue others has issued one."),
        new(10, "SGX_INTERMEDIATE_CA_INVALID_ISSUER",
            "The root did not sign the PCK CA's certificate.",
            "Do not mix chains of different roots, as simulated and genuine ones."),
        new(11, "SGX_INTERMEDIATE_CA_REVOKED",
            "The root's revocation list has the PCK CA.",
            "Trust none of the certificates below it."),
        new(12, "SGX_PCK_MISSING",
            "No certificate of the chain is a PCK certificate by name.",
            "See that the platform's own certificate is in the chain, not only those above it."),
        new(13, "SGX_PCK_INVALID",
            "The PCK certificate is not right in itself.",
            "Fetch it again, for the TCB that the platform has."),
        new(14, "SGX_PCK_INVALID_EXTENSIONS",
            "The PCK certificate lacks an extension, or Intel's SGX extension in it has not exactly its five or "
            + "seven entries.",
            "sgx inspect shows what can be read of it; a certificate of Intel's never looks so."),
        new(15, "SGX_PCK_INVALID_ISSUER",
            "The PCK CA did not sign the PCK certificate.",
            "Keep leaf and CA of one issue together; otherwise the chain is forged."),
        new(16, "SGX_PCK_REVOKED",
            "The PCK certificate is in its CA's revocation list.",
            "Do not believe the platform. Its owner can get a new certificate after TCB recovery, if there is one."),
        new(17, "TRUSTED_ROOT_CA_INVALID",
            "The root that is to be trusted is not self-issued.",
            "Hand in a root certificate, not one below it."),
        new(18, "SGX_PCK_CERT_CHAIN_UNTRUSTED",
            "The quote's certificates do not end in the trusted root. A simulated quote gets this wherever its "
            + "root was not named, and so does an old issue of Intel's root, which has the same key.",
            "For a simulated platform name its root (--trusted-root); for another issue of the same root allow "
            + "--allow-mixed-roots."),
        new(33, "SGX_CA_CERT_UNSUPPORTED_FORMAT",
            "A CA's certificate cannot be read.",
            "Pass it as it came with the PCK certificate, in PEM."),
        new(34, "SGX_CA_CERT_INVALID",
            "A CA's certificate does not pass its checks.",
            "Compare it with what Intel serves."),
        new(35, "TRUSTED_ROOT_CA_UNSUPPORTED_FORMAT",
            "The root that is to be trusted cannot be read.",
            "Hand it in as one PEM certificate."),
    ];
}
