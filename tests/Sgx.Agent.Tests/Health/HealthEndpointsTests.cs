using System.Net;

namespace Sgx.Agent.Tests.Health;

public sealed class HealthEndpointsTests : IAsyncDisposable
{
    private readonly RunningHealthServer _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Ready_follows_the_quotes_and_alive_does_not()
    {
        Assert.True(await _server.TryBind());
        _server.Trouble = "no quote has been made yet";

        Assert.Equal((HttpStatusCode.OK, "alive\n"), await _server.Get("/livez"));
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "no quote has been made yet\n"), await _server.Get("/readyz"));
        _server.Trouble = "";
        Assert.Equal((HttpStatusCode.OK, "ready\n"), await _server.Get("/readyz"));
        Assert.Equal(HttpStatusCode.OK, (await _server.Get("/metrics")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _server.Get("/")).Status);
    }

    [Fact]
    public async Task What_is_not_alive_is_not_ready_either()
    {
        Assert.True(await _server.TryBind());
        _server.Life = _ => new("the socket's thread is stuck");
        var stuck = (HttpStatusCode.ServiceUnavailable, "the socket's thread is stuck\n");

        Assert.Equal(stuck, await _server.Get("/livez"));
        Assert.Equal(stuck, await _server.Get("/readyz"));
        Assert.Equal(HttpStatusCode.OK, (await _server.Get("/metrics")).Status);
    }

    [Fact]
    public async Task A_sign_of_life_that_does_not_come_is_none()
    {
        Assert.True(await _server.TryBind());
        _server.Life = cancellation => new(new TaskCompletionSource<string>().Task.WaitAsync(cancellation));

        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "no sign of life within 4 s\n"), await _server.Get("/livez"));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("BREW")]
    public async Task Other_methods_are_refused_with_those_allowed(string method)
    {
        Assert.True(await _server.TryBind());
        using var response = await _server.Send(new(method), "/livez");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Head_has_the_status_and_no_body()
    {
        Assert.True(await _server.TryBind());
        _server.Trouble = "not yet";
        using var response = await _server.Send(HttpMethod.Head, "/readyz");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.False(response.Headers.Contains("Server"));
    }
}
