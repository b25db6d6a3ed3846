namespace Sgx.Agent.Health;

/// <summary>
/// Whether this node can quote, which only a quote can tell: ready is who has made a real one a short while ago, and
/// whose parts all do their work.
/// </summary>
internal sealed class Readiness(TimeSpan lifetime, TimeProvider clock) : IReadiness
{
    private const string NoQuoteYet = "no quote has been made yet";

    private readonly Lock _lock = new();
    private long? _quoted;
    private string _trouble = NoQuoteYet;
    private bool _isRejected;
    private string? _hold;
    private IReadOnlyList<IReadiness> _parts = [];

    /// <summary>Not ready either while one of these parts is in trouble.</summary>
    public void Watch(params IReadOnlyList<IReadiness> parts)
    {
        lock (_lock)
            _parts = parts;
    }

    /// <summary>Not ready, whatever is quoted, until <see cref="Release"/>.</summary>
    public void Hold(string why)
    {
        lock (_lock)
            _hold = why;
    }

    /// <summary>Ready as soon as the quotes say so.</summary>
    public void Release()
    {
        lock (_lock)
            _hold = null;
    }

    /// <summary>A quote was made. After a rejected one that tells nothing, until one is proven again.</summary>
    public void Quoted()
    {
        lock (_lock)
        {
            if (!_isRejected)
                (_quoted, _trouble) = (clock.GetTimestamp(), "");
        }
    }

    /// <summary>A quote was made and verified.</summary>
    public void Proven()
    {
        lock (_lock)
            (_quoted, _trouble, _isRejected) = (clock.GetTimestamp(), "", false);
    }

    /// <summary>A quote was made that no verifier would believe: quotes of this node are worth nothing.</summary>
    public void Rejected(string why)
    {
        lock (_lock)
            (_trouble, _isRejected) = (why, true);
    }

    /// <summary>A quote that should have been made was not.</summary>
    public void Failed(string why)
    {
        lock (_lock)
            _trouble = why;
    }

    public string Trouble => Now().Trouble;

    public ReadinessState Now()
    {
        lock (_lock)
        {
            TimeSpan? since = _quoted is { } quoted ? clock.GetElapsedTime(quoted) : null;
            var ofPart = _parts.Select(part => part.Trouble).FirstOrDefault(trouble => trouble.Length > 0);
            var isReady = _hold is null && ofPart is null && !_isRejected && since <= lifetime;
            var trouble = _trouble is not ""
                ? _trouble
                : _hold ?? ofPart ?? $"no quote for {lifetime.TotalSeconds:0} s";
            return new(isReady, since, isReady ? "" : trouble);
        }
    }
}

/// <summary>Readiness at a moment.</summary>
/// <param name="IsReady">
/// Whether a quote was made within the lifetime of readiness, and the last one verified was not rejected.
/// </param>
/// <param name="SinceQuote">How long ago the last one was; null when there was none.</param>
/// <param name="Trouble">Why not ready; empty when ready.</param>
internal sealed record ReadinessState(bool IsReady, TimeSpan? SinceQuote, string Trouble);
