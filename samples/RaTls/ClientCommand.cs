using System.CommandLine;
using Microsoft.Extensions.Logging;
using Sgx;
using Sgx.Dcap.RaTls;

namespace RaTls;

/// <summary><c>ra-tls client</c>: asks a server that must be an enclave.</summary>
internal sealed class ClientCommand : Command
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly EnclaveOptions _enclave = new();
    private readonly PeerTerms _terms = new();
    private readonly Option<string> _url = new("--url")
    {
        HelpName = "URL", Description = "the server's; https and nothing else", Required = true,
    };

    public ClientCommand()
        : base("client", "Asks a server for a greeting, if it is the enclave that RA_TLS_MRSIGNER and its like name")
    {
        Add(_url);
        _enclave.AddTo(this);
        _terms.AddTo(this, required: true);
        SetAction((parsed, cancellation) => ExitCode.Of("client", () => Ask(parsed, cancellation)));
    }

    private async Task Ask(ParseResult parsed, CancellationToken cancellation)
    {
        var url = ReadUrl(parsed);
        using var log = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true));
        using var certificate = await _enclave.Certify(parsed, cancellation);

        // All that a client needs: the peer is asked for its quote, and for nothing else that TLS would ask.
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RequireEnclave(_terms.Read(parsed, log));
        if (certificate is not null)
            handler.SslOptions.ClientCertificates = [certificate];

        using var client = new HttpClient(handler) { Timeout = Deadline };
        var answer = await client.GetStringAsync(url, cancellation);
        Console.WriteLine($"client: {PrintableText.OneLine(answer)}");
    }

    // Over plain HTTP there is no handshake, so nobody would be asked for a quote and anybody would be believed.
    private Uri ReadUrl(ParseResult parsed)
    {
        var url = new Uri(parsed.GetRequiredValue(_url));
        return url.Scheme == Uri.UriSchemeHttps
            ? url
            : throw new FormatException($"--url: expected https, which proves the server, found {url.Scheme}");
    }
}
