using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sgx.Dcap.RaTls;
using Sgx.Testing;
using static Sgx.Dcap.Tests.RaTls.EnclavePeer;

namespace Sgx.Dcap.Tests.RaTls;

public sealed class RaTlsAuthenticationTests : IAsyncLifetime
{
    private static readonly EnclavePolicy AnotherWanted = new() { MrSigner = default(Measurement) };

    private readonly ECDsa _key = NewKey(384);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private X509Certificate2 _certificate = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _listener.Start();
        _certificate = await Make(_key, RaTlsFormat.Interoperable, RaTlsFormat.Legacy);
    }

    public ValueTask DisposeAsync()
    {
        _key.Dispose();
        _certificate.Dispose();
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_client_talks_to_the_enclave_that_it_wants() =>
        Assert.Equal("hello", await Converse(Server(), Client(Verify())));

    [Fact]
    public async Task A_client_does_not_talk_to_another_enclave()
    {
        var log = new RecordedLog<RaTlsVerifier>();

        _ = await Assert.ThrowsAsync<AuthenticationException>(
            () => Converse(Server(), Client(Verify(AnotherWanted, logger: log))));

        Assert.StartsWith(
            "Warning peer refused at step Policy: mrSigner is", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_sides_can_be_enclaves()
    {
        var server = Server();
        server.RequireEnclave(Verify());
        var client = Client(Verify());
        client.ClientCertificates = [_certificate];

        Assert.Equal("hello", await Converse(server, client));
    }

    [Fact]
    public async Task A_client_without_a_certificate_is_not_served()
    {
        var server = Server();
        var log = new RecordedLog<RaTlsVerifier>();
        server.RequireEnclave(Verify(logger: log));

        // In TLS 1.3 the client has finished before the server decides: it hears of it when it reads.
        var heard = await Record.ExceptionAsync(async () => Assert.Empty(await Converse(server, Client(Verify()))));

        Assert.True(heard is null or IOException, $"{heard}");

        Assert.Equal(["Warning peer refused at step Certificate: the peer has shown none"], log.Lines);
    }

    [Fact]
    public async Task No_address_in_a_certificate_is_followed()
    {
        using var issuer = new TcpListener(IPAddress.Loopback, 0);
        issuer.Start();
        using var certificate = WithIssuerAt($"http://{issuer.LocalEndpoint}/issuer.cer", await QuoteFor(
            _key.ExportSubjectPublicKeyInfo()));

        Assert.Equal("hello", await Converse(Server(certificate), Client(Verify())));

        Assert.False(issuer.Pending());
    }

    // By its own key, but under another name than its issuer's, so that a chain lacks something.
    private X509Certificate2 WithIssuerAt(string url, byte[] quote)
    {
        var request = new CertificateRequest("CN=peer", _key, HashAlgorithmName.SHA384)
        {
            CertificateExtensions =
            {
                new X509AuthorityInformationAccessExtension(ocspUris: null, caIssuersUris: [url]),
                Extension(LegacyMiswritten, quote),
            },
        };
        using var certificate = request.Create(
            new X500DistinguishedName("CN=issuer"), X509SignatureGenerator.CreateForECDsa(_key),
            SimulatedNode.Time.AddYears(-1), SimulatedNode.Time.AddYears(9), [1]);
        return certificate.CopyWithPrivateKey(_key);
    }

    private SslServerAuthenticationOptions Server(X509Certificate2? certificate = null) =>
        new()
        {
            // Offline, as the framework would look for the issuer of the server's own certificate too.
            ServerCertificateContext = SslStreamCertificateContext.Create(
                certificate ?? _certificate, additionalCertificates: null, offline: true),
        };

    private static SslClientAuthenticationOptions Client(RaTlsVerifier verifier)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = "anywhere" };
        options.RequireEnclave(verifier);
        return options;
    }

    private async Task<string> Converse(SslServerAuthenticationOptions server, SslClientAuthenticationOptions client)
    {
        var serving = Serve(server);
        using var connection = new TcpClient();
        await connection.ConnectAsync((IPEndPoint)_listener.LocalEndpoint, Cancellation);
        await using var stream = new SslStream(connection.GetStream());
        try
        {
            await stream.AuthenticateAsClientAsync(client, Cancellation);
            using var reader = new StreamReader(stream);
            return await reader.ReadToEndAsync(Cancellation);
        }
        finally
        {
            connection.Close();
            await serving;
        }
    }

    private async Task Serve(SslServerAuthenticationOptions options)
    {
        using var connection = await _listener.AcceptTcpClientAsync(Cancellation);
        await using var stream = new SslStream(connection.GetStream());
        try
        {
            await stream.AuthenticateAsServerAsync(options, Cancellation);
            await stream.WriteAsync("hello"u8.ToArray(), Cancellation);
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            // The client sees it too, and is what the tests look at.
        }
    }
}
