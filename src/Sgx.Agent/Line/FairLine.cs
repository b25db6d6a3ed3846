using Sgx.Agent.Callers;

namespace Sgx.Agent.Line;

/// <summary>Calls in the order that is fair: classes of callers take turns, and so do the callers of a class.</summary>
/// <remarks>
/// Who asks a hundred times more waits a hundred times longer, and makes nobody else wait. Not thread-safe.
/// </remarks>
internal sealed class FairLine
{
    private readonly Turns<string, Turns<Caller, LinkedList<PendingCall>>> _classes = new();

    // Who is alone needs no turns.
    private PendingCall? _alone;

    /// <summary>Calls in line.</summary>
    public int Count { get; private set; }

    public void Add(PendingCall call)
    {
        Count++;
        if (Count == 1)
        {
            _alone = call;
            return;
        }

        if (_alone is { } first)
            GetInLine(first);
        _alone = null;
        GetInLine(call);
    }

    /// <summary>Takes a call out of the line, if it is in there. Its caller keeps its turn.</summary>
    /// <returns>Whether it was.</returns>
    public bool Remove(PendingCall call)
    {
        if (_alone == call)
            _alone = null;
        else if (call.Node?.List is { } calls)
            calls.Remove(call.Node);
        else
            return false;
        Count--;
        return true;
    }

    /// <summary>The next call, and everybody who had a turn goes behind.</summary>
    public PendingCall? Next()
    {
        if (_alone is { } alone)
        {
            _alone = null;
            Count = 0;
            return alone;
        }

        while (_classes.Take() is (var name, var callers))
        {
            var call = NextOf(callers);
            if (callers.Count > 0)
                _classes.GoBehind(name, callers);
            if (call is null)
                continue;
            Count--;
            return call;
        }

        return null;
    }

    // Null for a caller whose calls have all been taken out.
    private static PendingCall? NextOf(Turns<Caller, LinkedList<PendingCall>> callers)
    {
        if (callers.Take() is not (var caller, var calls) || calls.First is not { } first)
            return null;
        calls.RemoveFirst();
        if (calls.Count > 0)
            callers.GoBehind(caller, calls);
        return first.Value;
    }

    private void GetInLine(PendingCall call) =>
        call.Node = _classes.FindOrAdd(call.Caller.Class).FindOrAdd(call.Caller).AddLast(call);

    /// <summary>Parties that take turns, each with what it waits with.</summary>
    /// <remarks>
    /// Turns come in rounds, one a party. Who asks for one thing at a time is out of line while it is made, and must
    /// not lose its place to somebody who is always in line; and a newcomer need not wait for those who had a turn.
    /// </remarks>
    private sealed class Turns<TParty, TWaiting>
        where TParty : notnull
        where TWaiting : class, new()
    {
        // A round ends also when new parties keep coming.
        private const int LongestRound = 4096;

        private readonly Dictionary<TParty, TWaiting> _waiting = [];
        private readonly HashSet<TParty> _served = [];
        private Queue<TParty> _round = new(), _nextRound = new();

        public int Count => _waiting.Count;

        public TWaiting FindOrAdd(TParty party)
        {
            if (_waiting.TryGetValue(party, out var waiting))
                return waiting;
            GoBehind(party, waiting = new());
            return waiting;
        }

        public (TParty Party, TWaiting Waiting)? Take()
        {
            if (Count == 0)
                return null;
            if (_round.Count == 0)
                BeginRound();
            var party = _round.Dequeue();
            _ = _served.Add(party);
            _ = _waiting.Remove(party, out var waiting);
            return (party, waiting!);
        }

        public void GoBehind(TParty party, TWaiting waiting)
        {
            _waiting.Add(party, waiting);
            var isThisRound = !_served.Contains(party) && _served.Count < LongestRound;
            (isThisRound ? _round : _nextRound).Enqueue(party);
        }

        private void BeginRound()
        {
            (_round, _nextRound) = (_nextRound, _round);
            _served.Clear();
        }
    }
}
