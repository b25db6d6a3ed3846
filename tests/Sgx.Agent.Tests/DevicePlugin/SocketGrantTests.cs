using System.Net.Sockets;
using Sgx.Agent.Allocations;
using Sgx.Agent.DevicePlugin.Allocating;
using Sgx.Agent.Tests.Support;
using Sgx.Testing;

namespace Sgx.Agent.Tests.DevicePlugin;

public sealed class SocketGrantTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Socket _service = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly LevelLog _log = new();

    // A service that holds its shared socket, and opens no other one.
    public SocketGrantTests()
    {
        _service.Bind(new UnixDomainSocketEndPoint(_folder["aesm.socket"]));
        _service.Listen(1000);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AllocationJournal Journal => new(_folder["journal"]);

    public void Dispose()
    {
        _service.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_cannot_be_taken_back_either_is_told_without_its_token()
    {
        File.WriteAllText(_folder["file"], "");
        var giving = Give(_folder["file/allocations"], Cancellation);
        await Eventually.Holds(() => Journal.Tokens().Count == 1, Cancellation);
        var token = Assert.Single(Journal.Tokens());
        File.Delete(_folder[$"journal/{token}.json"]);
        _ = Directory.CreateDirectory(_folder[$"journal/{token}.json"]);

        _service.Dispose();

        _ = await Assert.ThrowsAnyAsync<IOException>(() => giving);
        var told = Assert.Single(_log.Messages);
        Assert.Contains("is left until its units are allocated again", told, StringComparison.Ordinal);
        Assert.Contains($"{token.Shown}….json", told, StringComparison.Ordinal);
        Assert.DoesNotContain($"{token}", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_kubelet_waits_for_no_longer_is_taken_back()
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var giving = Give(_folder["allocations"], giveUp.Token);
        await Eventually.Holds(() => Journal.Tokens().Count == 1, Cancellation);

        await giveUp.CancelAsync();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => giving);
        Assert.Empty(Journal.Tokens());
        Assert.Empty(_log.Messages);
    }

    private Task<string> Give(string allocations, CancellationToken cancellation) =>
        new SocketGrant(Journal, new(allocations), _folder["aesm.socket"], TimeSpan.FromHours(1), _log)
            .Give("example.com/quoting", ["A"], cancellation);
}
