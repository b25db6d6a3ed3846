using Sgx.Agent.Callers;
using Sgx.Agent.Protocols;

namespace Sgx.Agent.Line;

/// <summary>
/// Where calls that take the quoting enclave are handed in: the policy decides, and who is allowed gets in line.
/// </summary>
internal sealed class QuoteDesk(CallerGate gate, QuoteQueue queue)
{
    /// <summary>Answers the next calls in line on this thread, where handing them to another would cost more.</summary>
    /// <param name="most">How many at most.</param>
    /// <returns>Whether there are more.</returns>
    public bool AnswerInPlace(int most) => queue.AnswerInPlace(most);

    /// <summary>Puts a call in line.</summary>
    /// <param name="pending">The call.</param>
    /// <param name="pushedOut">Another call that had to leave the line for it, to be refused; usually null.</param>
    /// <returns>Null when it is in line; otherwise why it is not.</returns>
    public Refusal? Take(PendingCall pending, out PendingCall? pushedOut)
    {
        pushedOut = null;
        if (gate.Refusal(pending.Caller, pending.Call.Subject is not null) is { } refusal)
            return refusal;
        return queue.TryAdd(pending, out pushedOut) ? null : Refusal.Full;
    }

    /// <summary>Nobody waits for a call any more: it leaves the line, or its work is cancelled.</summary>
    public void Abandon(PendingCall pending)
    {
        queue.Remove(pending);
        pending.Abandon();
    }
}
