using System.Text.Unicode;
using Sgx.Agent.Callers;
using Sgx.Agent.Metrics;
using Sgx.Agent.Protocols;
using Sgx.Output;

namespace Sgx.Agent.Audit;

/// <summary>
/// What became of each quote. One line tells who asked, and for which enclave: no report data, no whole measurement.
/// </summary>
/// <param name="sink">Where the lines go; null leaves none.</param>
/// <param name="metrics">Where quotes are counted; null counts none.</param>
/// <param name="clock">What tells how long each quote took.</param>
internal sealed class QuoteAudit(LineWriter? sink, QuoteMetrics? metrics, TimeProvider clock)
{
    // The names of namespace, pod and container take up to 381 bytes of it.
    private const int MaxLine = 640;

    /// <summary>A quote has been asked for.</summary>
    public QuoteAsked Begin(Caller caller, QuoteSubject subject) => new(caller, subject, clock.GetTimestamp());

    /// <summary>Its outcome is known.</summary>
    public void End(QuoteAsked asked, Outcome outcome)
    {
        var took = clock.GetElapsedTime(asked.Begun);
        metrics?.Count(asked.Caller, outcome, took);
        var (caller, subject, milliseconds) = (asked.Caller, asked.Subject, took.TotalMilliseconds);
        if (sink is null)
            return;
        Span<byte> line = stackalloc byte[MaxLine];
        var now = clock.GetUtcNow().UtcDateTime;
        _ = Utf8.TryWrite(
            line, null,
            $"{now:O} audit: quote for {caller}: {subject}, {outcome.Name}, {milliseconds:F1} ms\n",
            out var length);
        sink.Write(line[..length]);
    }
}

/// <summary>A quote that somebody asked for.</summary>
/// <param name="Caller">Who.</param>
/// <param name="Subject">For which enclave.</param>
/// <param name="Begun">When, by the clock of <see cref="QuoteAudit"/>.</param>
internal readonly record struct QuoteAsked(Caller Caller, QuoteSubject Subject, long Begun);
