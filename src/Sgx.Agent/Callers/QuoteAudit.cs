using Microsoft.Extensions.Logging;
using Sgx.Aesm;

namespace Sgx.Agent.Callers;

/// <summary>One line a quote: who asked, for which enclave, and what became of it. No report data, no whole measurement.</summary>
internal sealed partial class QuoteAudit(ILogger<QuoteAudit> log, TimeProvider clock)
{
    // Enough to tell enclaves apart, not enough to name one to somebody who does not know it.
    private const int PrefixDigits = 16;

    /// <summary>When a quote is begun.</summary>
    public long Begin() => clock.GetTimestamp();

    /// <summary>When it is done.</summary>
    public void End(long begun, Caller caller, AuditedQuote quote)
    {
        if (log.IsEnabled(LogLevel.Information))
            Log.Quoted(log, caller, Prefix(quote.MrSigner), Prefix(quote.MrEnclave), quote.Size, quote.Status, clock.GetElapsedTime(begun).TotalMilliseconds);
    }

    private static string Prefix(Measurement? measurement) => measurement?.ToString()[..PrefixDigits] ?? "none";

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "quote for {Caller}: mrsigner {MrSigner}, mrenclave {MrEnclave}, {Size} bytes, {Status}, {Milliseconds:0.0} ms")]
        public static partial void Quoted(
            ILogger logger, Caller caller, string mrSigner, string mrEnclave, int size, AesmStatus status, double milliseconds);
    }
}

/// <summary>What the audit tells of a quote.</summary>
/// <param name="MrSigner">Null when the request held no Report.</param>
/// <param name="MrEnclave">Likewise.</param>
/// <param name="Size">Bytes of the caller's buffer.</param>
/// <param name="Status">What was answered.</param>
internal sealed record AuditedQuote(Measurement? MrSigner, Measurement? MrEnclave, int Size, AesmStatus Status);
