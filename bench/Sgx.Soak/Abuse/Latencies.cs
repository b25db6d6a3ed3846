namespace Sgx.Soak.Abuse;

/// <summary>How long well-behaved clients waited, in milliseconds.</summary>
internal sealed class Latencies
{
    private readonly List<double> _keyCounts = [], _quotes = [];

    public IEnumerable<double> KeyCounts => _keyCounts;

    public IEnumerable<double> Quotes => _quotes;

    /// <summary>Calls that were not answered as they should.</summary>
    public int Failures { get; private set; }

    /// <summary>What went wrong first; null when nothing did.</summary>
    public string? FirstFailure { get; private set; }

    public void AddKeyCount(TimeSpan time) => _keyCounts.Add(time.TotalMilliseconds);

    public void AddQuote(TimeSpan time) => _quotes.Add(time.TotalMilliseconds);

    public void AddFailure(string why)
    {
        Failures++;
        FirstFailure ??= why;
    }

    public void Add(Latencies others)
    {
        _keyCounts.AddRange(others.KeyCounts);
        _quotes.AddRange(others.Quotes);
        Failures += others.Failures;
        FirstFailure ??= others.FirstFailure;
    }
}
