using Microsoft.Extensions.Logging.Abstractions;
using Sgx.Agent.Audit;
using Sgx.Agent.Callers;
using Sgx.Agent.Line;
using Sgx.Agent.Protocols;

namespace Sgx.Agent.Tests.Line;

public sealed class QuoteQueueTests
{
    private static readonly Caller Somebody = new("pod-a", null, null);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public void Calls_left_in_place_are_answered_on_the_thread_that_asks()
    {
        var queue = new QuoteQueue(new() { LeftInPlace = 4 });
        List<int> threads = [];
        for (var i = 0; i < 3; i++)
            Assert.True(queue.TryAdd(Call(() => threads.Add(Environment.CurrentManagedThreadId)), out _));

        Assert.True(queue.AnswerInPlace(most: 2));
        Assert.False(queue.AnswerInPlace(most: 2));
        Assert.Equal(Enumerable.Repeat(Environment.CurrentManagedThreadId, 3), threads);
    }

    [Fact]
    public async Task Workers_help_when_more_wait_than_are_left_in_place()
    {
        var queue = new QuoteQueue(new() { LeftInPlace = 1, Workers = 1 });
        var workers = new QuoteWorkers(queue, 1, NullLogger<QuoteWorkers>.Instance);
        using var stop = new CancellationTokenSource();
        var keeping = workers.Run(stop.Token);
        using var answered = new CountdownEvent(2);
        _ = queue.TryAdd(Call(() => answered.Signal()), out _);
        _ = queue.TryAdd(Call(() => answered.Signal()), out _);

        Assert.True(answered.Wait(Patience, TestContext.Current.CancellationToken));
        queue.Complete();
        await stop.CancelAsync();
        await keeping.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await workers.Ended().WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Nothing_is_answered_in_place_where_nothing_is_left_to_it()
    {
        var queue = new QuoteQueue(new());
        _ = queue.TryAdd(Call(() => Assert.Fail("answered")), out _);

        Assert.False(queue.AnswerInPlace(most: 8));
    }

    [Fact]
    public async Task A_call_that_takes_its_time_after_all_holds_up_nobody()
    {
        var queue = new QuoteQueue(new() { LeftInPlace = 4 });
        var slow = new TaskCompletionSource<Reply>();
        var done = new TaskCompletionSource();
        _ = queue.TryAdd(Call(done.SetResult, new(slow.Task)), out _);

        Assert.False(queue.AnswerInPlace(most: 8));
        Assert.False(done.Task.IsCompleted);
        slow.SetResult(default);
        await done.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_call_that_nobody_waits_for_is_not_begun()
    {
        var queue = new QuoteQueue(new() { LeftInPlace = 4 });
        var call = new Answering(default);
        var pending = new PendingCall(Somebody, call, _ => Assert.Fail("answered"));
        _ = queue.TryAdd(pending, out _);
        pending.Abandon();

        Assert.False(queue.AnswerInPlace(most: 8));
        Assert.False(call.IsBegun);
    }

    [Fact]
    public void A_call_that_left_the_line_gives_its_place_back()
    {
        var queue = new QuoteQueue(new() { Capacity = 8, CapacityPerCaller = 1, LeftInPlace = 4 });
        var first = Call(() => Assert.Fail("answered"));
        Assert.True(queue.TryAdd(first, out _));
        Assert.False(queue.TryAdd(Call(() => { }), out _));

        queue.Remove(first);

        Assert.Equal(0, queue.Count);
        Assert.True(queue.TryAdd(Call(() => { }), out _));
        Assert.False(queue.AnswerInPlace(most: 8));
    }

    [Fact]
    public void A_class_that_fills_the_line_makes_room_for_every_other()
    {
        var queue = new QuoteQueue(new() { Capacity = 40, CapacityPerCaller = 8, LeftInPlace = 4 });
        for (uint user = 0; user < 20; user++)
        {
            for (var i = 0; i < 8; i++)
                _ = queue.TryAdd(CallOf(new(Caller.Shared, user, 0)), out _);
        }

        Assert.Equal(40, queue.Count);
        for (var i = 0; i < 8; i++)
        {
            Assert.True(queue.TryAdd(CallOf(Somebody), out var pushedOut));
            Assert.Equal(Caller.Shared, pushedOut?.Caller.Class);
        }

        Assert.Equal(40, queue.Count);
    }

    [Fact]
    public void The_heaviest_caller_cannot_push_out_others()
    {
        var queue = new QuoteQueue(new() { Capacity = 4, CapacityPerCaller = 8, LeftInPlace = 4 });
        _ = queue.TryAdd(CallOf(Somebody), out _);
        for (var i = 0; i < 3; i++)
            Assert.True(queue.TryAdd(CallOf(new(Caller.Shared, 1, 1)), out _));

        Assert.False(queue.TryAdd(CallOf(new(Caller.Shared, 1, 1)), out var pushedOut));

        Assert.Null(pushedOut);
    }

    private static PendingCall Call(Action done, ValueTask<Reply> answer = default) =>
        new(Somebody, new Answering(answer), _ => done());

    private static PendingCall CallOf(Caller caller) => new(caller, new Answering(default), _ => { });

    private sealed class Answering(ValueTask<Reply> answer) : ICall
    {
        public bool IsBegun { get; private set; }

        public QuoteSubject? Subject => null;

        public int ReplyBytes => 0;

        public Reply? AnswerNow() => null;

        public ValueTask<Reply> Answer(CancellationToken cancellation)
        {
            IsBegun = true;
            return answer;
        }

        public Reply Refuse(Refusal refusal) => default;
    }
}
