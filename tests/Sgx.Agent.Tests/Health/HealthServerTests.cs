using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Sgx.Agent.Health;
using Sgx.Agent.Tests.Support;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Health;

public sealed class HealthServerTests : IAsyncDisposable
{
    private static readonly (HttpStatusCode, string) Alive = (HttpStatusCode.OK, "alive\n");
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly RunningHealthServer _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task An_address_in_use_is_waited_for()
    {
        await using var predecessor = new RunningHealthServer(_server.Address);
        using var stop = new CancellationTokenSource();
        Assert.True(await predecessor.TryBind());
        Assert.False(await _server.TryBind());
        var running = _server.Run(stop.Token);
        await Eventually.Holds(() => _server.Log.Levels.Count == 1, Cancellation);
        predecessor.Trouble = "the predecessor still answers";
        Assert.Equal("the predecessor still answers\n", (await _server.Get("/readyz")).Body);

        await predecessor.DisposeAsync();
        await Eventually.Holds(() => _server.Log.Levels.Count == 2, Cancellation);

        Assert.Equal([LogLevel.Warning, LogLevel.Information], _server.Log.Levels);
        Assert.Contains($"{_server.Address} is in use", _server.Log.Messages[0], StringComparison.Ordinal);
        Assert.Equal("ready\n", (await _server.Get("/readyz")).Body);
        await stop.CancelAsync();
        await running.WaitAsync(Deadline, Cancellation);
    }

    [Fact]
    public async Task A_foreign_address_is_an_input_output_error_that_names_it()
    {
        // TEST-NET-1, which no machine has.
        await using var server = new RunningHealthServer(new(IPAddress.Parse("192.0.2.1"), 9550));

        var e = await Assert.ThrowsAsync<IOException>(server.TryBind);
        Assert.Contains("--http: cannot listen at 192.0.2.1:9550", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_told_to_stop_frees_the_address_although_peers_are_connected()
    {
        using var stop = new CancellationTokenSource();
        Assert.True(await _server.TryBind());
        var running = _server.Run(stop.Token);
        using var peers = await SilentPeers.Connect(_server.Address, 20, Cancellation);
        using var slow = await Say("GET /livez HT");
        Assert.Equal(Alive, await _server.Get("/livez"));

        await stop.CancelAsync();
        await running.WaitAsync(Deadline, Cancellation);

        await using var successor = new RunningHealthServer(_server.Address);
        Assert.True(await successor.TryBind());
    }

    [Fact]
    public async Task A_probe_gets_in_past_silent_peers_far_beyond_the_bound()
    {
        Assert.True(await _server.TryBind());
        using var peers = await SilentPeers.Connect(_server.Address, 10 * HealthServer.MaxConnections, Cancellation);

        Assert.Equal(Alive, await _server.Get("/livez"));
        await Eventually.Holds(() => peers.Connected < HealthServer.MaxConnections, Cancellation);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("GET /livez HTTP/1.1\r\nHost: x\r\n", "HTTP/1.1 408 ")]
    public async Task A_peer_that_takes_its_time_is_hung_up_on(string said, string answer)
    {
        Assert.True(await _server.TryBind());
        using var peer = await Say(said);

        Assert.StartsWith(answer, await ReadToEnd(peer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_are_small_and_few()
    {
        Assert.True(await _server.TryBind());
        var many = string.Concat(Enumerable.Range(0, 100).Select(i => $"x{i}: 1\r\n"));
        using var wide = await Say($"GET /livez HTTP/1.1\r\nHost: x\r\nx: {new string('x', 9000)}\r\n\r\n");
        using var deep = await Say($"GET /livez HTTP/1.1\r\nHost: x\r\n{many}\r\n");

        Assert.StartsWith("HTTP/1.1 431 ", await ReadToEnd(wide), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431 ", await ReadToEnd(deep), StringComparison.Ordinal);
    }

    private async Task<Socket> Say(string text)
    {
        var peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await peer.ConnectAsync(_server.Address, Cancellation);
        _ = await peer.SendAsync(Encoding.ASCII.GetBytes(text), Cancellation);
        return peer;
    }

    // Whether the end comes as a reset or not.
    private static async Task<string> ReadToEnd(Socket peer)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await Receive(peer, buffer) is > 0 and var count)
                _ = text.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }
        catch (SocketException)
        {
            // Hung up on what it did not read.
        }

        return text.ToString();
    }

    private static Task<int> Receive(Socket peer, Memory<byte> buffer) =>
        peer.ReceiveAsync(buffer, Cancellation).AsTask().WaitAsync(Deadline, Cancellation);
}
