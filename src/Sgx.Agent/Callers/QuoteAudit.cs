using System.Text.Unicode;
using Sgx.Aesm;

namespace Sgx.Agent.Callers;

/// <summary>
/// One line a quote: who asked, for which enclave, and what became of it. No report data, no whole measurement.
/// </summary>
/// <param name="sink">Where the lines go; null leaves none.</param>
/// <param name="clock">What tells how long each quote took.</param>
internal sealed class QuoteAudit(AuditSink? sink, TimeProvider clock)
{
    // The names of namespace, pod and container take up to 381 bytes of it.
    private const int MaxLine = 640;

    /// <summary>When a quote is begun.</summary>
    public long Begin() => clock.GetTimestamp();

    /// <summary>When it is done.</summary>
    public void End(long begun, Caller caller, QuoteSubject subject, AesmStatus status)
    {
        if (sink is null)
            return;
        Span<byte> line = stackalloc byte[MaxLine];
        var now = clock.GetUtcNow().UtcDateTime;
        var milliseconds = clock.GetElapsedTime(begun).TotalMilliseconds;
        _ = Utf8.TryWrite(
            line, null,
            $"{now:O} audit: quote for {caller}: {subject}, {status}, {milliseconds:F1} ms\n",
            out var length);
        sink.Write(line[..length]);
    }
}
