using Sgx.Aesm;

namespace Sgx.Soak.Clients;

/// <summary>A client that tries everything once, as all clients but ours do.</summary>
internal sealed class PlainClient(string socketPath) : IQuoteClient
{
    private readonly Exchange _exchange = new(socketPath);

    /// <exception cref="System.Net.Sockets.SocketException">The service could not be reached, or broke off.</exception>
    /// <exception cref="SoakException">An answer was a refusal, or not what was asked for.</exception>
    public void Quote()
    {
        KeyCount();
        Require(_exchange.Ask(Frames.Keys).GetSupportedAttKeyIds?.ErrorCode, "key ids");
        Require(_exchange.Ask(Frames.InitSizePhase).InitQuoteEx?.ErrorCode, "size of the public key id");
        var target = QuotingEnclave();
        var size = _exchange.Ask(Frames.QuoteSize).GetQuoteSizeEx;
        Require(size?.ErrorCode, "quote size");
        Quote(Application.Report(target), size!.QuoteSize);
    }

    /// <summary>The cheapest thing to ask for.</summary>
    public void KeyCount() => Require(_exchange.Ask(Frames.KeyCount).GetSupportedAttKeyIdNum?.ErrorCode, "key count");

    /// <summary>Whom reports are addressed to.</summary>
    public TargetInfo QuotingEnclave()
    {
        var enclave = _exchange.Ask(Frames.InitKeyPhase).InitQuoteEx;
        Require(enclave?.ErrorCode, "target info");
        return TargetInfo.Parse(enclave!.TargetInfo.Span);
    }

    /// <summary>The last step alone.</summary>
    public void Quote(Report report, uint size)
    {
        var answer = _exchange.Ask(Frames.Quote(report, size)).GetQuoteEx;
        Require(answer?.ErrorCode, "quote");
        Application.RequireQuoteOf(report, answer!.Quote.Span);
    }

    private static void Require(uint? status, string what)
    {
        if (status is null)
            throw new SoakException($"asked for {what}, was answered something else");
        if (status is not (uint)AesmStatus.Success)
            throw new SoakException($"asked for {what}, was refused with {(AesmStatus)status}");
    }
}
