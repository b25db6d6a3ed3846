using Sgx.Aesm;
using Sgx.Agent.Audit;
using Sgx.Agent.Callers;
using Sgx.Agent.Protocols.Aesm;

namespace Sgx.Agent.Line;

/// <summary>
/// Where calls that take the quoting enclave are handed in: who may, gets in line; each quote leaves a line of audit.
/// </summary>
internal sealed class QuoteDesk(CallerGate gate, QuoteQueue queue, QuoteAudit audit)
{
    /// <summary>Answers the next calls in line on this thread, where handing them to another would cost more.</summary>
    /// <param name="most">How many at most.</param>
    /// <returns>Whether there are more.</returns>
    public bool AnswerInPlace(int most) => queue.AnswerInPlace(most);

    /// <summary>Puts a call in line.</summary>
    /// <returns>Null when it is in line; otherwise the status to refuse it with at once.</returns>
    public AesmStatus? Take(Caller caller, AesmCall call, Func<bool> isAbandoned, Action<ResponseFrame> done)
    {
        var (begun, asked) = (audit.Begin(), call.Subject);
        var refusal = gate.Refusal(caller, asked is not null) ?? Enqueue();
        if (refusal is { } status)
            End(status);
        return refusal;

        AesmStatus? Enqueue()
        {
            var job = new QuoteJob(caller, call, isAbandoned, frame =>
            {
                End(call.Status);
                done(frame);
            });
            return queue.TryAdd(job) ? null : AesmStatusOf.QueueFull;
        }

        void End(AesmStatus status)
        {
            if (asked is { } subject)
                audit.End(begun, caller, subject, status);
        }
    }
}
