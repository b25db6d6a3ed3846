using System.Net;
using Sgx.Aesm;
using Sgx.Agent.QuoteHelper;
using Sgx.Agent.Tests.Support;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Sockets;

/// <summary>What a service does when its socket's path leads to it no more.</summary>
public sealed class SharedSocketTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IPEndPoint _address = FreeAddress.Find();
    private readonly HttpClient _http;

    public SharedSocketTests() => _http = new() { BaseAddress = new($"http://{_address}") };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string SocketPath => _folder["aesm.socket"];

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_successor_that_leaves_is_followed_by_its_predecessor()
    {
        await using var old = RunningHelper.Start(Watched);
        var successor = RunningHelper.Start(At);
        await successor.DisposeAsync();

        await Eventually.Holds(IsServed, Cancellation);

        _ = await SimulatedApplication.Quote(old.Client, "again", Cancellation);
        Assert.Equal("ready\n", await Readyz());
    }

    [Fact]
    public async Task A_successor_that_dies_is_followed_by_its_predecessor()
    {
        await using var old = RunningHelper.Start(Watched);
        LeaveDeadSocket();
        Assert.False(await IsServed());

        await Eventually.Holds(IsServed, Cancellation);
    }

    [Fact]
    public async Task A_socket_that_is_removed_is_made_again()
    {
        await using var serving = RunningHelper.Start(Watched);
        File.Delete(SocketPath);

        await Eventually.Holds(IsServed, Cancellation);
    }

    [Fact]
    public async Task Another_daemon_that_takes_the_path_is_left_alone_and_told_of()
    {
        await using var serving = RunningHelper.Start(Watched);
        File.Delete(SocketPath);
        using (new ForeignDaemon(SocketPath))
        {
            await Eventually.Holds(
                async () => (await Readyz()).Contains("another daemon", StringComparison.Ordinal), Cancellation);
            Assert.False(await IsServed());
        }

        await Eventually.Holds(async () => await Readyz() == "ready\n", Cancellation);
        Assert.True(await IsServed());
    }

    [Fact]
    public async Task A_service_that_cannot_quote_any_more_does_not_take_the_path_back()
    {
        await using var serving = RunningHelper.Start(Watched);
        serving.Platform.Failure = new QuotingException(QuotingFailure.OutOfEpc, "out of EPC");
        File.Delete(SocketPath);

        await Eventually.Holds(async () => await Readyz() != "ready\n", Cancellation);
        await Eventually.Holds(() => serving.Platform.Quotes > 1, Cancellation);
        Assert.False(File.Exists(SocketPath));

        serving.Platform.Failure = null;
        await Eventually.Holds(IsServed, Cancellation);
    }

    [Fact]
    public async Task Sockets_of_allocations_are_taken_back_too()
    {
        using var node = new AllocatingNode();
        await using var old = node.Start();
        var token = await node.Allocate("0");
        var successor = node.Start();
        await successor.DisposeAsync();

        await Eventually.Holds(() => node.CanConnect(token), Cancellation);
    }

    private QuoteHelperOptions At(QuoteHelperOptions options) => options with { SocketPath = SocketPath };

    private QuoteHelperOptions Watched(QuoteHelperOptions options) =>
        At(options) with { Health = options.Health with { Http = _address } };

    private async Task<string> Readyz()
    {
        using var response = await _http.GetAsync(new Uri("/readyz", UriKind.Relative), Cancellation);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    private async Task<bool> IsServed()
    {
        var client = new AesmClient(new() { SocketPath = SocketPath, Patience = TimeSpan.Zero });
        try
        {
            return (await client.GetAttestationKeyIds(Cancellation)).Count > 0;
        }
        catch (QuotingException)
        {
            return false;
        }
    }

    // As of a process that was killed: the file is there, and nobody listens.
    private void LeaveDeadSocket()
    {
        using (new ForeignDaemon(_folder["dead"]))
            File.Move(_folder["dead"], SocketPath, overwrite: true);
    }
}
