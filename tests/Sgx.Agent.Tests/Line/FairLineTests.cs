using Sgx.Agent.Audit;
using Sgx.Agent.Callers;
using Sgx.Agent.Line;
using Sgx.Agent.Protocols;

namespace Sgx.Agent.Tests.Line;

public sealed class FairLineTests
{
    private readonly FairLine _line = new();

    [Fact]
    public void One_caller_is_served_in_the_order_of_asking()
    {
        Add("pod-a", 1, "first", "second", "third");

        Assert.Equal(["first", "second", "third"], Drain());
    }

    [Fact]
    public void Callers_take_turns_however_much_each_asks()
    {
        Add("pod-a", null, "a1", "a2", "a3", "a4");
        Add("pod-b", null, "b1");
        Add("pod-c", null, "c1", "c2");

        Assert.Equal(["a1", "b1", "c1", "a2", "c2", "a3", "a4"], Drain());
    }

    [Fact]
    public void Users_of_the_shared_socket_share_one_turn()
    {
        Add(Caller.Shared, 1, "s1", "s1'");
        Add(Caller.Shared, 2, "s2", "s2'");
        Add("pod-a", null, "a1", "a2", "a3");

        Assert.Equal(["s1", "a1", "s2", "a2", "s1'", "a3", "s2'"], Drain());
    }

    [Fact]
    public void Who_had_a_turn_goes_behind_who_had_none()
    {
        Add("pod-a", null, "a1", "a2");
        Add("pod-b", null, "b1");
        Assert.Equal("a1", Take());
        Add("pod-c", null, "c1");

        Assert.Equal(["b1", "c1", "a2"], Drain());
    }

    [Fact]
    public void Who_asks_for_one_thing_at_a_time_gets_as_much_as_who_is_always_in_line()
    {
        string[] modest = ["m1", "m2", "m3", "m4", "m5", "m6"];
        Add(Caller.Shared, 100, [.. Enumerable.Repeat("greedy", 100)]);
        foreach (var (name, number) in modest.Select((name, i) => (name, (uint)i)))
            Add(Caller.Shared, number, name);

        var turns = new List<string>();
        while (turns.Count < 70)
        {
            turns.Add(Take()!);
            // An answer takes as long as two more turns; then its caller asks again.
            if (turns.Count > 2 && Array.IndexOf(modest, turns[^3]) is >= 0 and var again)
                Add(Caller.Shared, (uint)again, modest[again]);
        }

        Assert.Equal(10, turns.Count(turn => turn == "greedy"));
    }

    [Fact]
    public void A_call_that_is_taken_out_costs_nobody_a_turn()
    {
        Add("pod-a", null, "a1", "a2");
        Add("pod-b", null, "b1", "b2");
        var gone = Add("pod-c", null, "c1")[0];

        Assert.True(_line.Remove(gone));

        Assert.False(_line.Remove(gone));
        Assert.Equal(4, _line.Count);
        Assert.Equal(["a1", "b1", "a2", "b2"], Drain());
    }

    [Fact]
    public void Who_asks_and_leaves_again_and_again_has_no_more_turns_than_others()
    {
        Add("pod-a", null, "a1", "a2", "a3");
        for (var i = 0; i < 100; i++)
            Assert.True(_line.Remove(Add("pod-b", null, "b")[0]));
        Add("pod-b", null, "b1", "b2", "b3");

        Assert.Equal(["a1", "b1", "a2", "b2", "a3", "b3"], Drain());
    }

    [Fact]
    public void The_only_call_can_be_taken_out()
    {
        var only = Add("pod-a", null, "a1")[0];

        Assert.True(_line.Remove(only));

        Assert.Equal(0, _line.Count);
        Assert.Null(Take());
    }

    private List<PendingCall> Add(string listener, uint? user, params string[] names)
    {
        var caller = new Caller(listener, user, user is null ? null : 0);
        var calls = names.Select(name => new PendingCall(caller, new Named(name), _ => { })).ToList();
        calls.ForEach(_line.Add);
        return calls;
    }

    private List<string> Drain()
    {
        var names = new List<string>();
        while (Take() is { } name)
            names.Add(name);
        return names;
    }

    private string? Take() => ((Named?)_line.Next()?.Call)?.Name;

    private sealed class Named(string name) : ICall
    {
        public string Name { get; } = name;

        public QuoteSubject? Subject => null;

        public int ReplyBytes => 0;

        public Reply? AnswerNow() => null;

        public ValueTask<Reply> Answer(CancellationToken cancellation) => default;

        public Reply Refuse(Refusal refusal) => default;
    }
}
