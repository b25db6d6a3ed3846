namespace Sgx.Agent.Callers;

/// <summary>So many quotes a second for every caller, and a burst of as many after a pause.</summary>
/// <remarks>
/// Callers that have not asked for a second have their full burst again and are forgotten, so what is kept is bounded
/// by those who asked within the last second; beyond <see cref="MaxCallers"/> new ones share one budget.
/// </remarks>
internal sealed class RateLimit(double perSecond, TimeProvider clock)
{
    private const int MaxCallers = 4096;
    private static readonly Caller Rest = new("all others", null, null);

    private readonly Lock _lock = new();
    private readonly Dictionary<Caller, Budget> _budgets = [];
    private long _swept = clock.GetTimestamp();

    /// <summary>Takes one quote from the caller's budget, if there is one left.</summary>
    public bool TryTake(Caller caller)
    {
        if (perSecond <= 0)
            return true;
        lock (_lock)
        {
            Sweep();
            var counted = _budgets.Count < MaxCallers || _budgets.ContainsKey(caller) ? caller : Rest;
            var budget = Refilled(_budgets.GetValueOrDefault(counted, new(Burst, clock.GetTimestamp())));
            var isGranted = budget.Left >= 1;
            _budgets[counted] = isGranted ? budget with { Left = budget.Left - 1 } : budget;
            return isGranted;
        }
    }

    private double Burst => Math.Max(1, perSecond);

    private Budget Refilled(Budget budget)
    {
        var now = clock.GetTimestamp();
        var refill = clock.GetElapsedTime(budget.At, now).TotalSeconds * perSecond;
        return new(Math.Min(Burst, budget.Left + refill), now);
    }

    private void Sweep()
    {
        if (clock.GetElapsedTime(_swept) < TimeSpan.FromSeconds(1))
            return;
        _swept = clock.GetTimestamp();
        foreach (var (caller, budget) in _budgets)
        {
            if (Refilled(budget).Left >= Burst)
                _ = _budgets.Remove(caller);
        }
    }

    private readonly record struct Budget(double Left, long At);
}
