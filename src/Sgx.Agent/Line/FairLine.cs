using Sgx.Agent.Callers;

namespace Sgx.Agent.Line;

/// <summary>Jobs in the order that is fair: classes of callers take turns, and so do the callers of a class.</summary>
/// <remarks>
/// Who asks a hundred times more waits a hundred times longer, and makes nobody else wait. Not thread-safe.
/// </remarks>
internal sealed class FairLine
{
    private readonly Turns<string, Turns<Caller, Queue<QuoteJob>>> _classes = new();

    // Who is alone needs no turns.
    private QuoteJob? _alone;

    /// <summary>Jobs in line.</summary>
    public int Count { get; private set; }

    /// <summary>Jobs of one caller in line.</summary>
    public int CountOf(Caller caller) => _alone is null
        ? _classes.Find(caller.Class)?.Find(caller)?.Count ?? 0
        : _alone.Caller == caller ? 1 : 0;

    public void Add(QuoteJob job)
    {
        Count++;
        if (Count == 1)
        {
            _alone = job;
            return;
        }

        if (_alone is { } first)
            GetInLine(first);
        _alone = null;
        GetInLine(job);
    }

    /// <summary>The next job, and everybody who had a turn goes behind.</summary>
    public QuoteJob? Next()
    {
        if (_alone is { } alone)
        {
            _alone = null;
            Count = 0;
            return alone;
        }

        if (_classes.Take() is not (var name, var callers) || callers.Take() is not (var caller, var jobs))
            return null;
        var job = jobs.Dequeue();
        Count--;

        if (jobs.Count > 0)
            callers.GoBehind(caller, jobs);
        if (callers.Count > 0)
            _classes.GoBehind(name, callers);
        return job;
    }

    private void GetInLine(QuoteJob job) =>
        _classes.FindOrAdd(job.Caller.Class).FindOrAdd(job.Caller).Enqueue(job);

    /// <summary>Parties that take turns, each with what it waits with; one without is not kept.</summary>
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

        public TWaiting? Find(TParty party) => _waiting.GetValueOrDefault(party);

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
