using System.Diagnostics;

namespace Sgx.Simulation;

/// <summary>A platform that misbehaves as it was told to.</summary>
/// <remarks>
/// It is slow, hangs, crashes and is lost from the first quote on. It fails only after <see cref="Begin"/>, so that a
/// service that proves itself first can start in front of it; or at once, see
/// <see cref="SimulatedFaults.FailsAtStart"/>.
/// </remarks>
public sealed class FaultyPlatform(IQuotingPlatform inner, SimulatedFaults faults) : IQuotingPlatform, IDisposable
{
    private readonly SemaphoreSlim _quotingEnclave = new(1);
    private int _quotes;
    private volatile bool _fails = faults.FailsAtStart;

    /// <summary>From now on quotes fail, if they are to. Calling it again changes nothing.</summary>
    public void Begin() => _fails = true;

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
        if (_fails && faults.Failure is { } failure)
            throw new QuotingException(failure, "told to fail");
        if (faults.LostEvery > 0 && quote % faults.LostEvery == 0)
            throw new QuotingException(QuotingFailure.EnclaveLost, "told to be lost");
    }

    private async ValueTask TakeTime(CancellationToken cancellation)
    {
        await _quotingEnclave.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await Take(faults.QuoteTime, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _ = _quotingEnclave.Release();
        }
    }

    // Timers know milliseconds; what is left of them keeps the processor busy, as an enclave does.
    private static async ValueTask Take(TimeSpan time, CancellationToken cancellation)
    {
        var begin = Stopwatch.GetTimestamp();
        await Task.Delay(time, cancellation).ConfigureAwait(false);
        SpinWait.SpinUntil(() => Stopwatch.GetElapsedTime(begin) >= time);
    }
}
