namespace Sgx.Simulation;

/// <summary>A platform that misbehaves as it was told to.</summary>
public sealed class FaultyPlatform(IQuotingPlatform inner, SimulatedFaults faults) : IQuotingPlatform, IDisposable
{
    private readonly SemaphoreSlim _quotingEnclave = new(1);
    private int _quotes;

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<AttestationKeyId>> GetAttestationKeyIds(CancellationToken cancellation) =>
        inner.GetAttestationKeyIds(cancellation);

    /// <inheritdoc />
    public ValueTask<QuotingEnclaveInfo> Initialize(AttestationKeyId key, CancellationToken cancellation) =>
        inner.Initialize(key, cancellation);

    /// <inheritdoc />
    public ValueTask<int> GetQuoteSize(AttestationKeyId key, CancellationToken cancellation) =>
        inner.GetQuoteSize(key, cancellation);

    /// <inheritdoc />
    public async ValueTask<QuoteResponse> GetQuote(QuoteRequest request, CancellationToken cancellation)
    {
        await Misbehave(Interlocked.Increment(ref _quotes), cancellation).ConfigureAwait(false);
        return await inner.GetQuote(request, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public void Dispose() => _quotingEnclave.Dispose();

    private async ValueTask Misbehave(int quote, CancellationToken cancellation)
    {
        if (quote == faults.CrashesAt)
            Environment.FailFast("told to crash");
        if (faults.Hangs)
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation).ConfigureAwait(false);
        if (faults.QuoteTime > TimeSpan.Zero)
            await TakeTime(cancellation).ConfigureAwait(false);
        if (faults.Failure is { } failure)
            throw new QuotingException(failure, "told to fail");
        if (faults.LostEvery > 0 && quote % faults.LostEvery == 0)
            throw new QuotingException(QuotingFailure.EnclaveLost, "told to be lost");
    }

    private async ValueTask TakeTime(CancellationToken cancellation)
    {
        await _quotingEnclave.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await Task.Delay(faults.QuoteTime, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _ = _quotingEnclave.Release();
        }
    }
}
