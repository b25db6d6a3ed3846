using Sgx.Aesm;

namespace Sgx.Agent.Protocols.Aesm;

/// <summary>The status that each failure becomes on the wire: the only such table.</summary>
/// <remarks>
/// As quote3_error_to_aesm_error of Intel's server, except that a status which Intel's client cannot express in an
/// operation gives way to the nearest that it can.
/// </remarks>
internal static class AesmStatusOf
{
    /// <summary>The status for a refusal of the service's: Busy where the client's next try may succeed.</summary>
    public static AesmStatus Of(Refusal refusal) => refusal switch
    {
        Refusal.Denied => AesmStatus.ServiceUnavailable,
        Refusal.Failed => AesmStatus.UnexpectedError,
        _ => AesmStatus.Busy,
    };

    /// <summary>A status as audit and metrics tell it.</summary>
    public static CallStatus Told(AesmStatus status) => new(status.ToString(), status is AesmStatus.Success);

    public static AesmStatus Failure(Exception e, IAesmOperation operation) => e switch
    {
        AesmRefusalException refusal => refusal.Status,
        SgxFormatException => AesmStatus.ParameterError,
        QuotingException { Failure: QuotingFailure.NoPlatformCertData } =>
            operation.CanTellMissingCertificates ? AesmStatus.NoPlatformCertData : AesmStatus.NetworkError,
        QuotingException quoting => Failure(quoting.Failure),
        OperationCanceledException => Of(Refusal.DeadlinePassed),
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
