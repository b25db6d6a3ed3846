using Sgx.Agent.Callers;

namespace Sgx.Agent.Line;

/// <summary>The calls that wait for the quoting enclave, in fair order.</summary>
/// <remarks>
/// When all places are taken, the newest call of whoever has most leaves the line for the newcomer: a class of callers
/// that has few always finds a place.
/// </remarks>
internal sealed class QuoteQueue(QuoteQueueOptions options)
{
    private readonly object _lock = new();
    private readonly FairLine _line = new();
    private readonly Shares<PendingCall> _places = new(options.Capacity);
    private bool _isComplete;

    /// <summary>Calls that wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _line.Count;
        }
    }

    /// <summary>Puts a call in line, unless its caller has its share already.</summary>
    /// <param name="call">The call.</param>
    /// <param name="pushedOut">The call that left the line for it; usually null.</param>
    public bool TryAdd(PendingCall call, out PendingCall? pushedOut)
    {
        pushedOut = null;
        lock (_lock)
        {
            if (_isComplete || _places.HeldBy(call.Caller) >= options.CapacityPerCaller)
                return false;
            call.Place = _places.Take(call.Caller, call);
            if (_places.IsOverdrawn && !TryMakeRoom(call, out pushedOut))
                return false;
            _line.Add(call);
            if (_line.Count > options.LeftInPlace)
                Monitor.Pulse(_lock);
            return true;
        }
    }

    /// <summary>Takes a call out of the line, if it is still in there.</summary>
    public void Remove(PendingCall call)
    {
        lock (_lock)
        {
            if (_line.Remove(call))
                GiveUpPlace(call);
        }
    }

    /// <summary>The next call for a worker, waited for; null once the queue is complete and empty.</summary>
    public PendingCall? Next()
    {
        lock (_lock)
        {
            while (_line.Count == 0 && !_isComplete)
                _ = Monitor.Wait(_lock);
            return TakeNext();
        }
    }

    /// <summary>Answers the next calls on the thread that asks, where that is worth it.</summary>
    /// <param name="most">How many at most.</param>
    /// <returns>Whether there are more.</returns>
    public bool AnswerInPlace(int most)
    {
        if (options.LeftInPlace == 0)
            return false;
        for (var i = 0; i < most && NextNow() is { } call; i++)
            AnswerHere(call);
        return _line.Count > 0;
    }

    /// <summary>Takes no more calls.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _isComplete = true;
            Monitor.PulseAll(_lock);
        }
    }

    private PendingCall? NextNow()
    {
        lock (_lock)
            return TakeNext();
    }

    private PendingCall? TakeNext()
    {
        if (_line.Next() is not { } call)
            return null;
        GiveUpPlace(call);
        return call;
    }

    private bool TryMakeRoom(PendingCall newcomer, out PendingCall? pushedOut)
    {
        pushedOut = _places.WhoGivesWay()!;
        GiveUpPlace(pushedOut);
        if (pushedOut != newcomer)
            return _line.Remove(pushedOut);
        pushedOut = null;
        return false;
    }

    private void GiveUpPlace(PendingCall call)
    {
        if (call.Place is { } place)
            _places.Return(place);
        call.Place = null;
    }

    private static void AnswerHere(PendingCall call)
    {
        if (call.IsAbandoned)
            return;
        var reply = call.Call.Answer(call.Abandoned);
        if (reply.IsCompletedSuccessfully)
            call.Done(reply.Result);
        else
            _ = Finish(call, reply);   // it takes its time after all: elsewhere
    }

    // A call never throws, and what takes its reply only passes it on.
    private static async Task Finish(PendingCall call, ValueTask<Protocols.Reply> reply) => call.Done(await reply);
}

/// <summary>The bounds of the queue of quotes.</summary>
internal sealed record QuoteQueueOptions
{
    /// <summary>How many calls may wait.</summary>
    public int Capacity { get; init; } = 4096;

    /// <summary>How many of them may be one caller's.</summary>
    public int CapacityPerCaller { get; init; } = 256;

    /// <summary>How many calls the platform is asked to answer at once.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>
    /// How many calls are left to <see cref="QuoteQueue.AnswerInPlace"/> before a worker is woken to help; 0 leaves
    /// it none.
    /// </summary>
    public int LeftInPlace { get; init; }
}
