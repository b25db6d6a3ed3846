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

    // Of a caller whose name is longer than any that Kubernetes allows: 300 bytes at most.
    private const int KeptOfName = 100;

    /// <summary>A quote has been asked for.</summary>
    public QuoteAsked Begin(Caller caller, QuoteSubject subject) => new(caller, subject, clock.GetTimestamp());

    /// <summary>Its outcome is known.</summary>
    public void End(QuoteAsked asked, Outcome outcome)
    {
        var took = clock.GetElapsedTime(asked.Begun);
        metrics?.Count(asked.Caller, outcome, took);
        if (sink is null)
            return;
        Span<byte> line = stackalloc byte[MaxLine];
        var (now, caller) = (clock.GetUtcNow().UtcDateTime, asked.Caller.ToString());
        if (!TryWrite(caller, line, out var length))
            _ = TryWrite($"{caller.AsSpan(0, Math.Min(KeptOfName, caller.Length))}…", line, out length);
        sink.Write(line[..length]);

        bool TryWrite(string name, Span<byte> text, out int written) => Utf8.TryWrite(
            text, null,
            $"{now:O} audit: quote for {name}: {asked.Subject}, {outcome.Name}, {took.TotalMilliseconds:F1} ms\n",
            out written);
    }
}

/// <summary>A quote that somebody asked for.</summary>
/// <param name="Caller">Who.</param>
/// <param name="Subject">For which enclave.</param>
/// <param name="Begun">When, by the clock of <see cref="QuoteAudit"/>.</param>
internal readonly record struct QuoteAsked(Caller Caller, QuoteSubject Subject, long Begun);
