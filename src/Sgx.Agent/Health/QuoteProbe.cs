using Microsoft.Extensions.Logging;

namespace Sgx.Agent.Health;

/// <summary>
/// Has a quote made and verified from time to time, so that readiness is known also when nobody asks.
/// </summary>
internal sealed partial class QuoteProbe(
    QuoteProof proof, Readiness readiness, TimeSpan interval, ILogger<QuoteProbe> log)
{
    /// <summary>Proves now.</summary>
    /// <exception cref="ProofFailedException">The platform is not fit to serve.</exception>
    public async Task Prove(CancellationToken cancellation)
    {
        await proof.Prove(cancellation);
        readiness.Proven();
    }

    /// <summary>Proves again and again until cancelled.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(interval, cancellation);
            await ProveOrTell(cancellation);
        }
    }

    private async Task ProveOrTell(CancellationToken cancellation)
    {
        try
        {
            await Prove(cancellation);
        }
        catch (ProofFailedException e)
        {
            if (e.IsRejection)
                readiness.Rejected(e.Message);
            else
                readiness.Failed(e.Message);
            Log.CannotQuote(log, e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "this node cannot quote: {Why}")]
        public static partial void CannotQuote(ILogger logger, string why);
    }
}
