namespace Sgx.Aesm;

/// <summary>The quoting service answered, and its answer was a refusal.</summary>
public sealed class AesmException : QuotingException
{
    /// <param name="operation">The operation refused, as <c>get_quote_ex</c>.</param>
    /// <param name="status">The service's status, also when it is one that has no name here.</param>
    public AesmException(string operation, AesmStatus status)
        : base(FailureOf(status), $"the quoting service refused {operation} with status {(uint)status} ({status})") =>
        Status = status;

    /// <summary>What the service answered.</summary>
    public AesmStatus Status { get; }

    private static QuotingFailure FailureOf(AesmStatus status) => status switch
    {
        AesmStatus.ParameterError => QuotingFailure.InvalidParameter,
        AesmStatus.OutOfMemoryError => QuotingFailure.OutOfMemory,
        AesmStatus.UnsupportedAttKeyId => QuotingFailure.UnsupportedKeyId,
        AesmStatus.AttKeyNotInitialized => QuotingFailure.KeyNotInitialized,
        AesmStatus.KeyCertificationError => QuotingFailure.KeyCertificationError,
        AesmStatus.NoPlatformCertData => QuotingFailure.NoPlatformCertData,
        AesmStatus.OutOfEpc => QuotingFailure.OutOfEpc,
        AesmStatus.EnclaveLost => QuotingFailure.EnclaveLost,
        AesmStatus.EnclaveLoadError => QuotingFailure.EnclaveLoadError,
        AesmStatus.InvalidReport or AesmStatus.ErrorReport => QuotingFailure.InvalidReport,
        AesmStatus.UnableToGenerateQeReport => QuotingFailure.UnableToGenerateQeReport,
        AesmStatus.NetworkError or AesmStatus.NetworkBusyError or AesmStatus.ProxySettingAssist =>
            QuotingFailure.NetworkError,
        AesmStatus.NoDeviceError or AesmStatus.SgxDeviceNotAvailable => QuotingFailure.NoDevice,
        AesmStatus.Busy or AesmStatus.BackendServerBusy => QuotingFailure.Busy,
        AesmStatus.ServiceUnavailable or AesmStatus.ServiceStopped => QuotingFailure.ServiceUnavailable,
        _ => QuotingFailure.Unexpected,
    };
}

/// <summary>The peer does not speak AESM as it should.</summary>
public sealed class AesmProtocolException(string message, Exception? inner = null)
    : QuotingException(QuotingFailure.Unexpected, message, inner);

/// <summary>The service closed the connection before it had answered, as one does that is being restarted.</summary>
public sealed class AesmHangUpException(string message, Exception? inner = null)
    : QuotingException(QuotingFailure.ServiceUnavailable, message, inner);
