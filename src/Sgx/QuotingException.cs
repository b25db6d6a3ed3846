namespace Sgx;

/// <summary>A quoting platform could not do its work.</summary>
public class QuotingException : Exception
{
    public QuotingException(QuotingFailure failure, string message, Exception? inner = null) : base(message, inner) =>
        Failure = failure;

    /// <summary>What went wrong.</summary>
    public QuotingFailure Failure { get; }
}

/// <summary>Why a quoting platform could not do its work; named after quote3_error_t of sgx_ql_lib_common.h.</summary>
public enum QuotingFailure
{
    /// <summary>Something that nobody foresaw.</summary>
    Unexpected,

    /// <summary>The caller's request makes no sense to the platform.</summary>
    InvalidParameter,

    OutOfMemory,

    /// <summary>The platform does not offer that attestation key.</summary>
    UnsupportedKeyId,

    /// <summary>
    /// The attestation key is gone or was certified for another TCB: initialise again, make a new Report.
    /// </summary>
    KeyNotInitialized,

    /// <summary>The key could not be certified by the PCE.</summary>
    KeyCertificationError,

    /// <summary>No PCK certificate for this platform.</summary>
    NoPlatformCertData,

    OutOfEpc,

    /// <summary>The quoting enclave was lost (power transition) and must be loaded anew.</summary>
    EnclaveLost,

    /// <summary>The quoting enclave cannot be loaded.</summary>
    EnclaveLoadError,

    /// <summary>The Report's MAC does not hold for this quoting enclave.</summary>
    InvalidReport,

    UnableToGenerateQeReport,

    /// <summary>Certificates could not be fetched.</summary>
    NetworkError,

    NoDevice,

    /// <summary>Too much to do; try again.</summary>
    Busy,

    /// <summary>No answer within the caller's deadline.</summary>
    Timeout,

    /// <summary>The quoting service is not there.</summary>
    ServiceUnavailable,
}
