using System.Net;
using Sgx.Agent.Health;
using Sgx.Agent.Tests.Support;

namespace Sgx.Agent.Tests.Health;

/// <summary>A health port at a free address, whose answers the test decides.</summary>
internal sealed class RunningHealthServer : IReadiness, ILiveness, IAsyncDisposable
{
    private readonly HealthServer _server;
    private readonly HttpClient _client;

    public RunningHealthServer(IPEndPoint? address = null)
    {
        Address = address ?? FreeAddress.Find();
        _client = new() { BaseAddress = new($"http://{Address}"), Timeout = TimeSpan.FromSeconds(60) };
        _server = new(Address, new(this, this, Prometheus.Metrics.NewCustomRegistry()), Log);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public IPEndPoint Address { get; }

    public LevelLog<HealthServer> Log { get; } = new();

    public string Trouble { get; set; } = "";

    public Func<CancellationToken, ValueTask<string>> Life { get; set; } = _ => new("");

    public Task<bool> TryBind() => _server.TryBind(Cancellation);

    public Task Run(CancellationToken cancellation) => _server.Run(cancellation);

    public async Task<(HttpStatusCode Status, string Body)> Get(string path)
    {
        using var response = await Send(HttpMethod.Get, path);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    public async Task<HttpResponseMessage> Send(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        return await _client.SendAsync(request, Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _server.DisposeAsync();
    }

    ValueTask<string> ILiveness.Trouble(CancellationToken cancellation) => Life(cancellation);
}
