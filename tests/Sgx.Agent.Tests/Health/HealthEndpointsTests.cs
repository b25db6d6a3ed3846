using System.Net;
using Prometheus;
using Sgx.Agent.Health;
using Sgx.Agent.Tests.Support;

namespace Sgx.Agent.Tests.Health;

public sealed class HealthEndpointsTests
{
    private static CollectorRegistry Metrics => Prometheus.Metrics.NewCustomRegistry();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ready_follows_the_quotes_and_alive_does_not()
    {
        var readiness = new Readiness(TimeSpan.FromMinutes(1), TimeProvider.System);
        var address = FreeAddress.Find();
        await using var endpoints = await HealthEndpoints.Start(address, readiness, Metrics, Cancellation);
        using var client = new HttpClient { BaseAddress = new Uri($"http://{address}") };

        Assert.Equal((HttpStatusCode.OK, "alive\n"), await Ask(client, "/livez"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "no quote has been made yet\n"), await Ask(client, "/readyz"));
        readiness.Quoted();
        Assert.Equal((HttpStatusCode.OK, "ready\n"), await Ask(client, "/readyz"));
        Assert.Equal(HttpStatusCode.OK, (await Ask(client, "/metrics")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Ask(client, "/")).Status);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_an_input_output_error()
    {
        var readiness = new Readiness(TimeSpan.FromMinutes(1), TimeProvider.System);
        var address = FreeAddress.Find();
        await using var first = await HealthEndpoints.Start(address, readiness, Metrics, Cancellation);

        _ = await Assert.ThrowsAnyAsync<IOException>(
            () => HealthEndpoints.Start(address, readiness, Metrics, Cancellation));
    }

    private static async Task<(HttpStatusCode Status, string Body)> Ask(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }
}
