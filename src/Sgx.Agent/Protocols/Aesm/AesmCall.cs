using Microsoft.Extensions.Logging;
using Sgx.Aesm;
using Sgx.Aesm.Wire;
using Sgx.Agent.Audit;

namespace Sgx.Agent.Protocols.Aesm;

/// <summary>A request understood: it can be answered, or refused with a status, each in the right member.</summary>
internal abstract class AesmCall
{
    /// <summary>Whether the answer takes neither the quoting enclave nor any waiting.</summary>
    public abstract bool IsQuick { get; }

    /// <summary>The enclave that a quote is asked for; null when the call asks for something else.</summary>
    public abstract QuoteSubject? Subject { get; }

    /// <summary>What the last response said.</summary>
    public AesmStatus Status { get; protected set; }

    /// <summary>The response frame. Whatever goes wrong becomes a status in it.</summary>
    public abstract ValueTask<ResponseFrame> Answer(CancellationToken cancellation);

    /// <summary>The response frame that says why not.</summary>
    public abstract ResponseFrame Refuse(AesmStatus status);
}

/// <summary>A request of one operation.</summary>
/// <param name="operation">Answers it.</param>
/// <param name="request">What the client sent.</param>
/// <param name="envelope">The frame that has the answer in the member with the request's number.</param>
/// <param name="log">Where refusals are told.</param>
internal sealed partial class AesmCall<TRequest, TResponse>(
    IAesmOperation<TRequest, TResponse> operation, TRequest request, Func<TResponse, ResponseFrame> envelope,
    ILogger log)
    : AesmCall
    where TResponse : IAesmResponse
{
    public override bool IsQuick => operation.IsQuick(request);

    public override QuoteSubject? Subject => operation.SubjectOf(request);

    public override async ValueTask<ResponseFrame> Answer(CancellationToken cancellation)
    {
        try
        {
            return Frame(await operation.Answer(request, cancellation), AesmStatus.Success);
        }
        catch (Exception e)
        {
            var status = AesmStatusOf.Failure(e, operation);
            var level = LevelOf(e, status);
            Log.Refused(log, level, operation.Name, status, e);
            return Refuse(status);
        }
    }

    public override ResponseFrame Refuse(AesmStatus status) => Frame(operation.Refusal(request), status);

    // What an operation turns down itself is the caller's doing, whatever the status: the operator's log is not for it.
    private static LogLevel LevelOf(Exception e, AesmStatus status) =>
        status is AesmStatus.UnexpectedError && e is not AesmRefusalException ? LogLevel.Error : LogLevel.Debug;

    private ResponseFrame Frame(TResponse response, AesmStatus status)
    {
        Status = status;
        response.ErrorCode = (uint)status;
        return envelope(response);
    }

    private static partial class Log
    {
        [LoggerMessage(Message = "refused {Operation} with {Status}")]
        public static partial void Refused(
            ILogger logger, LogLevel level, string operation, AesmStatus status, Exception exception);
    }
}
