using Sgx.Aesm;
using Sgx.Agent.Audit;
using Sgx.Agent.Callers;
using Sgx.Agent.Line;
using Sgx.Agent.Protocols.Aesm;

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
            Assert.True(queue.TryAdd(Job(() => threads.Add(Environment.CurrentManagedThreadId))));

        Assert.True(queue.AnswerInPlace(most: 2));
        Assert.False(queue.AnswerInPlace(most: 2));
        Assert.Equal(Enumerable.Repeat(Environment.CurrentManagedThreadId, 3), threads);
    }

    [Fact]
    public async Task Workers_help_when_more_wait_than_are_left_in_place()
    {
        var queue = new QuoteQueue(new() { LeftInPlace = 1, Workers = 1 });
        var working = queue.Run();
        using var answered = new CountdownEvent(2);
        _ = queue.TryAdd(Job(() => answered.Signal()));
        _ = queue.TryAdd(Job(() => answered.Signal()));

        Assert.True(answered.Wait(Patience, TestContext.Current.CancellationToken));
        queue.Complete();
        await working.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Nothing_is_answered_in_place_where_nothing_is_left_to_it()
    {
        var queue = new QuoteQueue(new());
        _ = queue.TryAdd(Job(() => Assert.Fail("answered")));

        Assert.False(queue.AnswerInPlace(most: 8));
    }

    [Fact]
    public async Task A_call_that_takes_its_time_after_all_holds_up_nobody()
    {
        var queue = new QuoteQueue(new() { LeftInPlace = 4 });
        var slow = new TaskCompletionSource<ResponseFrame>();
        var done = new TaskCompletionSource();
        _ = queue.TryAdd(Job(done.SetResult, new(slow.Task)));

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
        _ = queue.TryAdd(new(Somebody, call, () => true, _ => Assert.Fail("answered")));

        Assert.False(queue.AnswerInPlace(most: 8));
        Assert.False(call.IsBegun);
    }

    private static QuoteJob Job(Action done, ValueTask<ResponseFrame> answer = default) =>
        new(Somebody, new Answering(answer), () => false, _ => done());

    private sealed class Answering(ValueTask<ResponseFrame> answer) : AesmCall
    {
        public bool IsBegun { get; private set; }

        public override bool IsQuick => false;

        public override QuoteSubject? Subject => null;

        public override ValueTask<ResponseFrame> Answer(CancellationToken cancellation)
        {
            IsBegun = true;
            return answer;
        }

        public override ResponseFrame Refuse(AesmStatus status) => default;
    }
}
