using Sgx.Aesm;

namespace Sgx.Soak.Clients;

/// <summary>Our own client, which tries again while the service is away.</summary>
internal sealed class PatientClient(string socketPath) : IQuoteClient
{
    private readonly AesmClient _client = new(new() { SocketPath = socketPath });

    /// <exception cref="QuotingException">The service refused, or stayed away for too long.</exception>
    /// <exception cref="SoakException">It is a quote of another report.</exception>
    public void Quote() => QuoteAsync().GetAwaiter().GetResult();

    private async Task QuoteAsync()
    {
        var keys = await _client.GetAttestationKeyIds(CancellationToken.None);
        var enclave = await _client.Initialize(keys[0], CancellationToken.None);
        _ = await _client.GetQuoteSize(keys[0], CancellationToken.None);
        var report = Application.Report(enclave.TargetInfo);
        var response = await _client.GetQuote(new(report, keys[0]), CancellationToken.None);
        Application.RequireQuoteOf(report, response.Quote.Bytes.Span);
    }
}
