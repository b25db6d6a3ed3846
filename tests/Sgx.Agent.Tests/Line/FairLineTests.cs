using Sgx.Agent.Audit;
using Sgx.Agent.Callers;
using Sgx.Agent.Line;
using Sgx.Agent.Protocols.Aesm;

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
    public void It_knows_how_much_of_it_is_whose()
    {
        Add("pod-a", null, "a1", "a2");
        Add(Caller.Shared, 7, "s1");

        Assert.Equal(3, _line.Count);
        Assert.Equal(2, _line.CountOf(new("pod-a", null, null)));
        Assert.Equal(1, _line.CountOf(new(Caller.Shared, 7, 0)));
        Assert.Equal(0, _line.CountOf(new(Caller.Shared, 8, 0)));
        _ = Drain();
        Assert.Equal(0, _line.Count);
        Assert.Equal(0, _line.CountOf(new("pod-a", null, null)));
    }

    private void Add(string listener, uint? user, params string[] names)
    {
        foreach (var name in names)
            _line.Add(new(new(listener, user, user is null ? null : 0), new Named(name), () => false, _ => { }));
    }

    private List<string> Drain()
    {
        var names = new List<string>();
        while (Take() is { } name)
            names.Add(name);
        return names;
    }

    private string? Take() => ((Named?)_line.Next()?.Call)?.Name;

    private sealed class Named(string name) : AesmCall
    {
        public string Name { get; } = name;

        public override bool IsQuick => false;

        public override QuoteSubject? Subject => null;

        public override ValueTask<ResponseFrame> Answer(CancellationToken cancellation) => default;

        public override ResponseFrame Refuse(Sgx.Aesm.AesmStatus status) => default;
    }
}
