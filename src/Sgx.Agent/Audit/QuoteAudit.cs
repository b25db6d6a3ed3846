using System.Text.Unicode;
using Sgx.Aesm;
using Sgx.Agent.Callers;
using Sgx.Agent.Metrics;
using Sgx.Agent.Output;

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

    /// <summary>When a quote is begun.</summary>
    public long Begin() => clock.GetTimestamp();

    /// <summary>When it is done.</summary>
    public void End(long begun, Caller caller, QuoteSubject subject, AesmStatus status)
    {
        var took = clock.GetElapsedTime(begun);
        metrics?.Count(caller, status, took);
        if (sink is null)
            return;
        Span<byte> line = stackalloc byte[MaxLine];
        var now = clock.GetUtcNow().UtcDateTime;
        _ = Utf8.TryWrite(
            line, null,
            $"{now:O} audit: quote for {caller}: {subject}, {status}, {took.TotalMilliseconds:F1} ms\n",
            out var length);
        sink.Write(line[..length]);
    }
}
