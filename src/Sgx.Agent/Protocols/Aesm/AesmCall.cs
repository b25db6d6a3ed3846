using Microsoft.Extensions.Logging;
using Sgx.Aesm;
using Sgx.Aesm.Wire;
using Sgx.Agent.Audit;

namespace Sgx.Agent.Protocols.Aesm;

/// <summary>A request of one operation.</summary>
/// <param name="operation">Answers it.</param>
/// <param name="request">What the client sent.</param>
/// <param name="envelope">The frame that has the answer in the member with the request's number.</param>
/// <param name="log">Where refusals are told.</param>
internal sealed partial class AesmCall<TRequest, TResponse>(
    IAesmOperation<TRequest, TResponse> operation, TRequest request, Func<TResponse, ResponseFrame> envelope,
    ILogger log)
    : ICall
    where TResponse : class, IAesmResponse
{
    public QuoteSubject? Subject => operation.SubjectOf(request);

    public int ReplyBytes => operation.ReplyBytes(request);

    public Reply? AnswerNow()
    {
        try
        {
            return operation.AnswerNow(request) is { } response ? ReplyOf(response, AesmStatus.Success) : null;
        }
        catch (Exception e)
        {
            return Refuse(e);
        }
    }

    public async ValueTask<Reply> Answer(CancellationToken cancellation)
    {
        try
        {
            return ReplyOf(await operation.Answer(request, cancellation), AesmStatus.Success);
        }
        catch (Exception e)
        {
            return Refuse(e);
        }
    }

    public Reply Refuse(Refusal refusal) => Refuse(AesmStatusOf.Of(refusal));

    private Reply Refuse(Exception e)
    {
        var status = AesmStatusOf.Failure(e, operation);
        var level = LevelOf(e, status);
        if (log.IsEnabled(level))
            Log.Refused(log, level, operation.Name, status, e);
        return Refuse(status);
    }

    private Reply Refuse(AesmStatus status) => ReplyOf(operation.Refusal(request), status);

    // What an operation turns down itself is the caller's doing, whatever the status: the operator's log is not for it.
    private static LogLevel LevelOf(Exception e, AesmStatus status) =>
        status is AesmStatus.UnexpectedError && e is not AesmRefusalException ? LogLevel.Error : LogLevel.Debug;

    private Reply ReplyOf(TResponse response, AesmStatus status)
    {
        response.ErrorCode = (uint)status;
        return new(envelope(response), AesmStatusOf.Told(status));
    }

    private static partial class Log
    {
        [LoggerMessage(Message = "refused {Operation} with {Status}")]
        public static partial void Refused(
            ILogger logger, LogLevel level, string operation, AesmStatus status, Exception exception);
    }
}
