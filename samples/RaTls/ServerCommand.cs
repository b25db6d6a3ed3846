using System.CommandLine;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sgx.Dcap.RaTls;

namespace RaTls;

/// <summary><c>ra-tls server</c>: an HTTPS server in a simulated enclave.</summary>
internal sealed class ServerCommand : Command
{
    private readonly EnclaveOptions _enclave = new();
    private readonly PeerTerms _terms = new();

    private readonly Option<string> _listen = new("--listen")
    {
        HelpName = "ADDRESS:PORT", Description = "where to listen; port 0 is any",
        DefaultValueFactory = _ => "127.0.0.1:0",
    };

    private readonly Option<bool> _mutual = new("--mutual")
    {
        Description = "serve only clients that are enclaves themselves, those that RA_TLS_MRSIGNER and its like name",
    };

    public ServerCommand() : base("server", "Serves from an enclave")
    {
        Add(_listen);
        Add(_mutual);
        _enclave.AddTo(this);
        _terms.AddTo(this, required: false);
        SetAction((parsed, cancellation) => ExitCode.Of("server", () => Serve(parsed, cancellation)));
    }

    private async Task Serve(ParseResult parsed, CancellationToken cancellation)
    {
        var endPoint = IPEndPoint.Parse(parsed.GetRequiredValue(_listen));
        using var certificate = await _enclave.Certify(parsed, cancellation)
            ?? throw new FormatException("--state-dir is needed");

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(endPoint, listening =>
            listening.UseHttps(Https(certificate, Clients(parsed, kestrel.ApplicationServices)))));

        await using var app = builder.Build();
        app.MapGet("/", Greet);
        await app.StartAsync(cancellation);
        Console.WriteLine($"server: listening at {app.Urls.Single()}");
        await app.WaitForShutdownAsync(cancellation);
    }

    private RaTlsVerifier? Clients(ParseResult parsed, IServiceProvider services) => parsed.GetValue(_mutual)
        ? _terms.Read(parsed, services.GetRequiredService<ILoggerFactory>())
        : null;

    // The options of TLS itself: those of Kestrel's own would fetch what a client's certificate names.
    private static TlsHandshakeCallbackOptions Https(X509Certificate2 certificate, RaTlsVerifier? clients)
    {
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(
                certificate, additionalCertificates: null, offline: true),
        };
        if (clients is not null)
            options.RequireEnclave(clients);
        return new() { OnConnection = _ => ValueTask.FromResult(options) };
    }

    private static Task Greet(HttpContext context) => context.Response.WriteAsync(
        context.Connection.ClientCertificate is null ? "hello, whoever you are" : "hello, enclave");
}
