using Sgx.Aesm;

namespace Sgx.Agent.Protocols.Aesm;

/// <summary>The status that each failure becomes on the wire: the only such table.</summary>
/// <remarks>
/// As quote3_error_to_aesm_error of Intel's server, except that a status which Intel's client cannot express in an
/// operation gives way to the nearest that it can.
/// </remarks>
internal static class AesmStatusOf
{
    /// <summary>The client's try was in vain, its next one may not be.</summary>
    public const AesmStatus QueueFull = AesmStatus.Busy;

    /// <summary>Whether the caller may is about to be known.</summary>
    public const AesmStatus CallerNotKnown = AesmStatus.Busy;

    /// <summary>The answer comes too late for the client; it finds it ready the next time.</summary>
    public const AesmStatus DeadlinePassed = AesmStatus.Busy;

    public static AesmStatus Failure(Exception e, IAesmOperation operation) => e switch
    {
        AesmRefusalException refusal => refusal.Status,
        SgxFormatException => AesmStatus.ParameterError,
        QuotingException { Failure: QuotingFailure.NoPlatformCertData } =>
            operation.CanTellMissingCertificates ? AesmStatus.NoPlatformCertData : AesmStatus.NetworkError,
        QuotingException quoting => Failure(quoting.Failure),
        OperationCanceledException => DeadlinePassed,
        _ => AesmStatus.UnexpectedError,   // a bug of ours
    };

    private static AesmStatus Failure(QuotingFailure failure) => failure switch
    {
        QuotingFailure.InvalidParameter => AesmStatus.ParameterError,
        QuotingFailure.OutOfMemory => AesmStatus.OutOfMemoryError,
        QuotingFailure.UnsupportedKeyId => AesmStatus.UnsupportedAttKeyId,
        QuotingFailure.KeyNotInitialized => AesmStatus.AttKeyNotInitialized,
        QuotingFailure.KeyCertificationError => AesmStatus.KeyCertificationError,
        QuotingFailure.OutOfEpc => AesmStatus.OutOfEpc,
        QuotingFailure.EnclaveLost => AesmStatus.EnclaveLost,
        QuotingFailure.EnclaveLoadError => AesmStatus.EnclaveLoadError,
        QuotingFailure.InvalidReport => AesmStatus.InvalidReport,
        QuotingFailure.UnableToGenerateQeReport => AesmStatus.UnableToGenerateQeReport,
        QuotingFailure.NetworkError => AesmStatus.NetworkError,
        QuotingFailure.NoDevice => AesmStatus.NoDeviceError,
        QuotingFailure.Busy or QuotingFailure.Timeout => AesmStatus.Busy,
        QuotingFailure.ServiceUnavailable => AesmStatus.ServiceUnavailable,
        _ => AesmStatus.UnexpectedError,
    };
}

/// <summary>A request that an operation turns down itself.</summary>
internal sealed class AesmRefusalException(AesmStatus status, string message) : Exception(message)
{
    public AesmStatus Status { get; } = status;
}
