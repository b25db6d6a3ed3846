namespace Sgx.Testing;

/// <summary>A real platform that a test can hold up or make fail.</summary>
public sealed class ScriptedPlatform(IQuotingPlatform inner) : IQuotingPlatform
{
    /// <summary>Awaited before every quote.</summary>
    public Func<Task> BeforeQuote { get; set; } = () => Task.CompletedTask;

    /// <summary>When set, thrown instead of doing the work.</summary>
    public Exception? Failure { get; set; }

    /// <summary>When set, thrown by the next quote alone.</summary>
    public Exception? FailOnce { get; set; }

    /// <summary>Quotes begun so far.</summary>
    public int Quotes => _quotes;

    private int _quotes;

    /// <summary>Counts from zero again.</summary>
    public void Forget() => _quotes = 0;

    public ValueTask<IReadOnlyList<AttestationKeyId>> GetAttestationKeyIds(CancellationToken cancellation) =>
        inner.GetAttestationKeyIds(cancellation);

    public async ValueTask<QuotingEnclaveInfo> Initialize(AttestationKeyId key, CancellationToken cancellation)
    {
        ThrowIfTold();
        return await inner.Initialize(key, cancellation);
    }

    public async ValueTask<int> GetQuoteSize(AttestationKeyId key, CancellationToken cancellation)
    {
        ThrowIfTold();
        return await inner.GetQuoteSize(key, cancellation);
    }

    public async ValueTask<QuoteResponse> GetQuote(QuoteRequest request, CancellationToken cancellation)
    {
        _ = Interlocked.Increment(ref _quotes);
        await BeforeQuote();
        ThrowIfTold();
        if (FailOnce is { } once)
        {
            FailOnce = null;
            throw once;
        }

        return await inner.GetQuote(request, cancellation);
    }

    private void ThrowIfTold()
    {
        if (Failure is { } failure)
            throw failure;
    }
}
