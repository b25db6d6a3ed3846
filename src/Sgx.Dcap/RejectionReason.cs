namespace Sgx.Dcap;

/// <summary>The check that a quote failed first, by Intel's name and number for it.</summary>
/// <remarks>
/// Status of Intel's Quote Verification Library (QuoteVerification.h, SgxEcdsaAttestation/AttestationParsers), less the
/// prefixes STATUS_ and SGX_. A document that is malformed in any way has the one reason <c>…UnsupportedFormat</c>.
/// </remarks>
public enum RejectionReason
{
    /// <summary>A certificate or chain is not strict PEM and DER, or has too many or too few certificates.</summary>
    UnsupportedCertFormat = 1,

    RootCaMissing = 2,
    RootCaInvalidExtensions = 4,
    RootCaInvalidIssuer = 5,
    IntermediateCaMissing = 7,
    IntermediateCaInvalidExtensions = 9,
    IntermediateCaInvalidIssuer = 10,
    IntermediateCaRevoked = 11,
    PckMissing = 12,
    PckInvalidExtensions = 14,
    PckInvalidIssuer = 15,
    PckRevoked = 16,

    /// <summary>The quote's certificates do not end in the trusted root.</summary>
    PckCertChainUntrusted = 18,

    TcbInfoUnsupportedFormat = 19,
    TcbInfoInvalidSignature = 21,
    TcbSigningCertMissing = 22,
    TcbSigningCertInvalidExtensions = 24,
    TcbSigningCertInvalidIssuer = 25,

    /// <summary>The certificates of TCB info or QE identity do not end in the root that the quote's end in.</summary>
    TcbSigningCertChainUntrusted = 26,

    TcbSigningCertRevoked = 27,
    CrlUnsupportedFormat = 28,
    CrlUnknownIssuer = 29,
    CrlInvalidExtensions = 31,
    CrlInvalidSignature = 32,
    UnsupportedQuoteFormat = 37,

    /// <summary>The TCB info is about another kind of TEE or another model of platform.</summary>
    TcbInfoMismatch = 44,

    TcbRevoked = 46,

    /// <summary>The platform or its quoting enclave is below every TCB level.</summary>
    TcbNotSupported = 49,

    /// <summary>The quote does not carry its PCK certificate chain, and none was given.</summary>
    UnsupportedQeCertificationDataType = 53,

    InvalidQeReportSignature = 55,
    InvalidQeReportData = 56,
    InvalidQuoteSignature = 57,
    EnclaveIdentityUnsupportedFormat = 62,

    /// <summary>The enclave that signed is not the quoting enclave which the identity describes.</summary>
    QeIdentityMismatch = 74,

    EnclaveIdentityInvalidSignature = 76,

    /// <summary>The TD runs under a TDX module other than those which the TCB info describes.</summary>
    TdxModuleMismatch = 85,
}
