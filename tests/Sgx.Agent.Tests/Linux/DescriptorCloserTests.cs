using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sgx.Agent.Front;
using Sgx.Agent.Line;
using Sgx.Agent.Linux;
using Sgx.Agent.QuoteHelper;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Linux;

public sealed class DescriptorCloserTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ManualResetEventSlim _gate = new();
    private readonly DescriptorCloser _closer;
    private int _closed;

    public DescriptorCloserTests() => _closer = new(Close, _clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _gate.Set();
        _closer.Dispose();
    }

    [Fact]
    public async Task What_waits_behind_threads_that_are_kept_is_told_of_until_one_comes_free()
    {
        for (var i = 0; i < DescriptorCloser.MaxThreads + 3; i++)
            _closer.Close(i);
        Assert.Equal(0, _closer.Overdue);

        _clock.Advance(TimeSpan.FromSeconds(11));
        await Eventually.Holds(() => _closer.Overdue == 3, Cancellation);

        _gate.Set();
        await Eventually.Holds(() => Volatile.Read(ref _closed) == DescriptorCloser.MaxThreads + 3, Cancellation);
        Assert.Equal(0, _closer.Overdue);
    }

    [Fact]
    public async Task Nothing_more_is_received_while_many_wait()
    {
        for (var i = 0; i < 1000; i++)
            _closer.Close(i);
        Assert.False(_closer.HasRoom());

        _gate.Set();
        await Eventually.Holds(_closer.HasRoom, Cancellation);
    }

    [Fact]
    public async Task A_service_that_cannot_close_what_it_was_sent_is_not_alive()
    {
        var queue = new QuoteQueue(new());
        using var front = new SocketFront(
            new(new(new(), _clock), queue), new(null, null, _clock), new(), NullLogger<SocketFront>.Instance)
        {
            Closer = _closer,
        };
        var liveness = new ServiceLiveness(new(queue, 1, NullLogger<QuoteWorkers>.Instance));
        liveness.Serves(front);
        for (var i = 0; i <= DescriptorCloser.MaxThreads; i++)
            _closer.Close(i);
        _clock.Advance(TimeSpan.FromSeconds(11));

        await Eventually.Holds(() => front.Trouble.Length > 0, Cancellation);
        Assert.Contains("cannot be closed", await liveness.Trouble(Cancellation), StringComparison.Ordinal);
    }

    private void Close(int descriptor)
    {
        _gate.Wait();
        _ = Interlocked.Increment(ref _closed);
    }
}
