using Microsoft.Extensions.Logging.Abstractions;
using Sgx.Agent.Audit;
using Sgx.Agent.Callers;
using Sgx.Agent.Line;
using Sgx.Agent.Protocols;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Line;

public sealed class QuoteWorkersTests : IDisposable
{
    private static readonly Caller Somebody = new("pod-a", null, null);

    private readonly QuoteQueue _queue = new(new());
    private readonly QuoteWorkers _workers;
    private readonly CancellationTokenSource _stop = new();
    private readonly ManualResetEventSlim _release = new();

    public QuoteWorkersTests() => _workers = new(_queue, 1, NullLogger<QuoteWorkers>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _stop.Dispose();
        _release.Dispose();
    }

    [Fact]
    public async Task A_platform_that_blocks_for_ever_loses_no_worker()
    {
        var keeping = _workers.Run(_stop.Token);
        var stuck = new PendingCall(Somebody, new Scripted(() => Block()), _ => { });
        _ = _queue.TryAdd(stuck, out _);
        stuck.Abandon();
        var answered = new TaskCompletionSource();
        _ = _queue.TryAdd(new(Somebody, new Scripted(() => default), _ => answered.SetResult()), out _);
        await Eventually.Holds(() => _queue.Count == 0 || answered.Task.IsCompleted, Cancellation);

        await answered.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);

        _release.Set();
        await Eventually.Holds(() => _workers.Trouble.Length == 0, Cancellation);
        Assert.False(_workers.IsExhausted);
        await End(keeping);
    }

    [Fact]
    public async Task A_call_that_throws_is_refused_and_the_worker_goes_on()
    {
        var keeping = _workers.Run(_stop.Token);
        var refused = new TaskCompletionSource<Reply>();
        _ = _queue.TryAdd(
            new(Somebody, new Scripted(() => throw new InvalidOperationException("a bug")), refused.SetResult), out _);
        var answered = new TaskCompletionSource();
        _ = _queue.TryAdd(new(Somebody, new Scripted(() => default), _ => answered.SetResult()), out _);

        Assert.Equal("Failed", (await refused.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancellation)).Status.Name);
        await answered.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        await End(keeping);
    }

    private ValueTask<Reply> Block()
    {
        _release.Wait(Cancellation);
        return default;
    }

    private async Task End(Task keeping)
    {
        _queue.Complete();
        await _stop.CancelAsync();
        await keeping;
        await _workers.Ended().WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
    }

    private sealed class Scripted(Func<ValueTask<Reply>> answer) : ICall
    {
        public QuoteSubject? Subject => null;

        public int ReplyBytes => 0;

        public Reply? AnswerNow() => null;

        public ValueTask<Reply> Answer(CancellationToken cancellation) => answer();

        public Reply Refuse(Refusal refusal) => new(default, new(refusal.ToString(), IsSuccess: false));
    }
}
