using static Sgx.Dcap.RejectionReason;

namespace Sgx.Dcap;

/// <summary>Verdicts as Intel's verification library numbers them.</summary>
public static class IntelNumbers
{
    /// <summary>The number of a TCB status.</summary>
    public static QvResult ToQvResult(this TcbStatus status) => status switch
    {
        TcbStatus.UpToDate => QvResult.Ok,
        TcbStatus.ConfigurationNeeded => QvResult.ConfigNeeded,
        TcbStatus.OutOfDate => QvResult.OutOfDate,
        TcbStatus.OutOfDateConfigurationNeeded => QvResult.OutOfDateConfigNeeded,
        TcbStatus.SWHardeningNeeded => QvResult.SwHardeningNeeded,
        TcbStatus.ConfigurationAndSWHardeningNeeded => QvResult.ConfigAndSwHardeningNeeded,
        TcbStatus.TDRelaunchAdvised => QvResult.TdRelaunchAdvised,
        TcbStatus.TDRelaunchAdvisedConfigurationNeeded => QvResult.TdRelaunchAdvisedConfigNeeded,
        _ => QvResult.Unspecified,
    };

    /// <summary>The error that Intel's library returns where this verifier rejects.</summary>
    /// <remarks>Most reasons have no number of their own and are <see cref="Quote3Error.Unexpected"/>.</remarks>
    public static Quote3Error ToQuote3Error(this RejectionReason reason) => reason switch
    {
        UnsupportedQuoteFormat => Quote3Error.QuoteFormatUnsupported,
        UnsupportedQeCertificationDataType => Quote3Error.QuoteCertificationDataUnsupported,
        InvalidQeReportSignature => Quote3Error.QeReportInvalidSignature,
        UnsupportedCertFormat => Quote3Error.PckCertUnsupportedFormat,
        PckCertChainUntrusted => Quote3Error.PckCertChainError,
        TcbInfoUnsupportedFormat => Quote3Error.TcbInfoUnsupportedFormat,
        TcbInfoMismatch => Quote3Error.TcbInfoMismatch,
        QeIdentityMismatch => Quote3Error.QeIdentityMismatch,
        PckRevoked or IntermediateCaRevoked or TcbSigningCertRevoked => Quote3Error.PckRevoked,
        TcbRevoked => Quote3Error.TcbRevoked,
        CrlUnsupportedFormat => Quote3Error.CrlUnsupportedFormat,
        EnclaveIdentityUnsupportedFormat or EnclaveIdentityInvalidSignature => Quote3Error.QeIdentityChainError,
        TcbInfoInvalidSignature or TcbSigningCertChainUntrusted => Quote3Error.TcbInfoChainError,
        TcbNotSupported => Quote3Error.TcbNotSupported,
        TdxModuleMismatch => Quote3Error.TdxModuleMismatch,
        InvalidQuoteSignature or CrlInvalidSignature => Quote3Error.ResultInvalidSignature,
        _ => Quote3Error.Unexpected,
    };
}
