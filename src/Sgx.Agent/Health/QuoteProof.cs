using System.Security.Cryptography;
using Sgx.Agent.Platforms;
using Sgx.Dcap;
using Sgx.Quotes;

namespace Sgx.Agent.Health;

/// <summary>The proof that a platform can quote: a real quote, from Report to verdict.</summary>
/// <remarks>
/// Report, quoting enclave, PCE, PCK chain, collateral and verifier all take part, so that what an update broke is seen
/// before it serves anybody.
/// </remarks>
internal sealed class QuoteProof(NodePlatform platform, TimeSpan deadline, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;
    private long _begun;

    /// <summary>Proves it now, or shares the proof that somebody else has begun.</summary>
    /// <exception cref="ProofFailedException">
    /// Anything but a genuine quote by current collateral, or none in time.
    /// </exception>
    /// <exception cref="OperationCanceledException">Told to stop.</exception>
    public async Task Prove(CancellationToken cancellation)
    {
        using var time = new CancellationTokenSource(deadline, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, time.Token);
        try
        {
            await ProveOrJoin(end.Token).WaitAsync(deadline, clock, cancellation);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException
            && !cancellation.IsCancellationRequested)
        {
            throw new ProofFailedException($"the platform has made no quote within {deadline.TotalSeconds:0.###} s", e);
        }
        catch (Exception e) when (e is QuotingException or SgxFormatException or ArgumentException
            or IOException or UnauthorizedAccessException)
        {
            throw new ProofFailedException($"the platform cannot quote: {e.Message}", e);
        }
    }

    // Whoever began a proof may be told to stop, which is no answer for those who have joined it.
    private async Task ProveOrJoin(CancellationToken end)
    {
        while (true)
        {
            var proof = RunningOrBegun(end, out var isOwn);
            try
            {
                await proof;
                return;
            }
            catch (OperationCanceledException) when (!isOwn && !end.IsCancellationRequested)
            {
                // The next one is our own, or that of somebody else who waits.
            }
        }
    }

    // On another thread: a platform that blocks must not hold up whoever waits for the deadline. One that does not come
    // back, though it was told to, keeps that thread; it is not asked again until it has.
    private Task RunningOrBegun(CancellationToken end, out bool isOwn)
    {
        lock (_lock)
        {
            isOwn = _last.IsCompleted;
            if (isOwn)
                (_begun, _last) = (clock.GetTimestamp(), Task.Run(() => ProveInTime(end), CancellationToken.None));
            else if (clock.GetElapsedTime(_begun) >= deadline)
                throw new ProofFailedException("the platform has not come back from the last probe");
            return _last;
        }
    }

    private async Task ProveInTime(CancellationToken cancellation)
    {
        var keys = await platform.Quoting.GetAttestationKeyIds(cancellation);
        if (keys is not [var key, ..])
            throw new ProofFailedException("the platform offers no attestation key");

        var enclave = await platform.Quoting.Initialize(key, cancellation);
        var reportData = RandomNumberGenerator.GetBytes(ReportBody.ReportDataSize);
        var report = platform.Self.CreateReport(enclave.TargetInfo, reportData);
        var nonce = RandomNumberGenerator.GetBytes(QeReportInfo.NonceSize);
        var question = QeReportInfo.Ask(nonce, TargetInfo.Of(report.Body));
        var response = await platform.Quoting.GetQuote(new(report, key, question), cancellation);
        RequireAnswer(response, report);
        RequireGenuine(response.Quote);
    }

    private static void RequireAnswer(QuoteResponse response, Report report)
    {
        if (response.Quote.IsTd || !response.Quote.Body.Bytes.SequenceEqual(report.Body.Bytes))
            throw new ProofFailedException("the quote is of another report");
        if (response.QeReportInfo is not { } info || !info.Binds(response.Quote))
            throw new ProofFailedException("the quoting enclave's report does not bind the quote");
    }

    private void RequireGenuine(Quote quote)
    {
        var now = clock.GetUtcNow();
        var verdict = new QuoteVerifier(platform.Self.Anchor).Verify(quote, platform.Self.CollateralAt(now), now);
        if (verdict is QuoteVerdict.Rejected rejected)
            throw new ProofFailedException($"its quote is rejected, {rejected.Reason}: {rejected.Detail}")
            {
                IsRejection = true,
            };
        if (verdict is QuoteVerdict.Verified { CollateralExpired: true } verified)
            throw new ProofFailedException(
                $"its collateral is not current: {string.Join(", ", verified.NotCurrent.Select(p => p.Name))}");
    }
}

/// <summary>A platform that is not fit to serve, and why.</summary>
internal sealed class ProofFailedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether there is a quote, and no verifier would believe it.</summary>
    public bool IsRejection { get; init; }
}
