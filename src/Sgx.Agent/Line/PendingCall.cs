using Sgx.Agent.Callers;
using Sgx.Agent.Protocols;

namespace Sgx.Agent.Line;

/// <summary>A call that takes the quoting enclave: it waits for its turn, or is being answered.</summary>
/// <param name="caller">Who asks.</param>
/// <param name="call">What to answer.</param>
/// <param name="done">Takes the reply, on whichever thread made it.</param>
#pragma warning disable CA1001 // A source of cancellation that has no timer holds nothing to dispose of.
internal sealed class PendingCall(Caller caller, ICall call, Action<Reply> done)
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _abandoned = new();
    private long _abandonedAt;

    public Caller Caller { get; } = caller;

    public ICall Call { get; } = call;

    /// <summary>Whether nobody waits any more, so that the work need not begin.</summary>
    public bool IsAbandoned => _abandoned.IsCancellationRequested;

    /// <summary>Cancelled once nobody waits any more.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    /// <summary>When it was abandoned, in <see cref="Environment.TickCount64"/> milliseconds; 0 before.</summary>
    public long AbandonedAt => Volatile.Read(ref _abandonedAt);

    /// <summary>Its place in line, while it has one. Belongs to the queue.</summary>
    public Share<PendingCall>? Place { get; set; }

    /// <summary>Its place among the calls of its caller. Belongs to the line.</summary>
    public LinkedListNode<PendingCall>? Node { get; set; }

    /// <summary>Nobody waits any more: the deadline has passed, or the client has left.</summary>
    /// <remarks>
    /// Whatever the platform does about it runs on other threads: what it takes must not hold up the caller's.
    /// </remarks>
    public void Abandon()
    {
        if (IsAbandoned)
            return;
        Volatile.Write(ref _abandonedAt, Environment.TickCount64);
        _ = _abandoned.CancelAsync();
    }

    public void Done(Reply reply) => done(reply);
}
