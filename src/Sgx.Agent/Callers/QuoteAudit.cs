using Microsoft.Extensions.Logging;
using Sgx.Aesm;

namespace Sgx.Agent.Callers;

/// <summary>One line a quote: who asked, for which enclave, and what became of it. No report data, no whole measurement.</summary>
internal sealed partial class QuoteAudit(ILogger<QuoteAudit> log, TimeProvider clock)
{
    /// <summary>When a quote is begun.</summary>
    public long Begin() => clock.GetTimestamp();

    /// <summary>When it is done.</summary>
    public void End(long begun, Caller caller, QuoteSubject subject, AesmStatus status)
    {
        var time = clock.GetElapsedTime(begun);
        Log.Quoted(log, caller, subject, status, time.TotalMilliseconds);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "quote for {Caller}: {Subject}, {Status}, {Milliseconds:0.0} ms")]
        public static partial void Quoted(
            ILogger logger, Caller caller, QuoteSubject subject, AesmStatus status, double milliseconds);
    }
}

/// <summary>The enclave that a quote is asked for.</summary>
/// <param name="MrSigner">Null when the request held no Report.</param>
/// <param name="MrEnclave">Likewise.</param>
/// <param name="Size">Bytes of the caller's buffer.</param>
internal sealed record QuoteSubject(Measurement? MrSigner, Measurement? MrEnclave, uint Size)
{
    // Enough to tell enclaves apart, not enough to name one to somebody who does not know it.
    private const int PrefixDigits = 16;

    public override string ToString() => $"mrsigner {Prefix(MrSigner)}, mrenclave {Prefix(MrEnclave)}, {Size} bytes";

    private static string Prefix(Measurement? measurement) => measurement?.ToString()[..PrefixDigits] ?? "none";
}
