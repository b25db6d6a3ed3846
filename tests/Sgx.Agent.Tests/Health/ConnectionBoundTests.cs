using Sgx.Agent.Health;

namespace Sgx.Agent.Tests.Health;

public sealed class ConnectionBoundTests
{
    private readonly ConnectionBound<string, string> _bound = new(4);

    [Fact]
    public void Nobody_gives_way_within_the_bound()
    {
        Assert.All(["1", "2", "3", "4"], connection => Assert.Null(Add("a", connection)));
        Assert.Equal(4, _bound.Count);
    }

    [Fact]
    public void The_oldest_of_the_owner_that_holds_most_gives_way()
    {
        _ = (Add("few", "f1"), Add("many", "m1"), Add("many", "m2"), Add("many", "m3"));

        Assert.Equal(["m1", "m2"], [Add("new", "n1"), Add("many", "m4")]);
        Assert.Equal(4, _bound.Count);
    }

    [Fact]
    public void A_flood_gives_way_to_itself_and_never_to_another_owner()
    {
        _ = Add("kubelet", "probe");

        Assert.DoesNotContain("probe", Enumerable.Range(0, 1000).Select(i => Add("flood", $"{i}")));
        Assert.Equal(4, _bound.Count);
    }

    [Fact]
    public void Owners_that_hold_equally_many_give_way_by_age()
    {
        _ = (Add("a", "1"), Add("b", "2"), Add("c", "3"), Add("d", "4"));

        Assert.Equal(["1", "2"], [Add("e", "5"), Add("f", "6")]);
    }

    [Fact]
    public void What_ended_leaves_room_and_counts_for_nobody()
    {
        _ = (Add("a", "a1"), Add("a", "a2"), Add("b", "b1"), Add("b", "b2"));
        _bound.Remove("a1");
        _bound.Remove("a1");
        _bound.Remove("never held");

        Assert.Equal(3, _bound.Count);
        Assert.Equal([null, "b1"], [Add("c", "c1"), Add("c", "c2")]);
    }

    private string? Add(string owner, string connection) =>
        _bound.Add(owner, connection, out var evicted) ? evicted : null;
}
