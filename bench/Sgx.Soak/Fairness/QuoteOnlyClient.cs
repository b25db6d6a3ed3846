using Sgx.Soak.Clients;

namespace Sgx.Soak.Fairness;

/// <summary>A client that knows whom to address its report to, and only asks for quotes.</summary>
internal sealed class QuoteOnlyClient(string socketPath) : IQuoteClient
{
    private const int QuoteSize = 8192;

    private readonly PlainClient _client = new(socketPath);
    private Report? _report;

    public void Quote()
    {
        _report ??= Application.Report(_client.QuotingEnclave());
        _client.Quote(_report, QuoteSize);
    }
}
