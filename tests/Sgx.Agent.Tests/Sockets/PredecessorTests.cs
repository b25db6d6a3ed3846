using Sgx.Agent.Sockets;
using Sgx.Agent.Tests.Support;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Sockets;

/// <summary>Who is found at a path while whoever served there ends.</summary>
public sealed class PredecessorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string SocketPath => _folder["aesm.socket"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_predecessor_that_ends_meanwhile_is_nobody()
    {
        for (var i = 0; i < 20; i++)
        {
            var old = RunningHelper.Start(options => options with { SocketPath = SocketPath });
            var ending = old.DisposeAsync();
            _ = await Predecessor.Find(SocketPath, Cancellation);   // either, and no refusal
            await ending;
            Assert.Null(await Predecessor.Find(SocketPath, Cancellation));
        }
    }

    [Fact]
    public async Task One_that_hangs_up_and_then_goes_is_nobody()
    {
        var ending = new ForeignDaemon(SocketPath);
        var found = Predecessor.Find(SocketPath, Cancellation);
        ending.Dispose();
        File.Delete(SocketPath);

        Assert.Null(await found);
    }

    [Fact]
    public async Task One_that_stays_is_refused_still()
    {
        using var foreign = new ForeignDaemon(SocketPath);

        var refusal = await Assert.ThrowsAsync<ListenException>(() => Predecessor.Find(SocketPath, Cancellation));

        Assert.Contains("stop it first", refusal.Message, StringComparison.Ordinal);
    }
}
