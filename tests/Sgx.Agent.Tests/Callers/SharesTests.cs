using Sgx.Agent.Callers;

namespace Sgx.Agent.Tests.Callers;

public sealed class SharesTests
{
    private static readonly Caller Pod = new("pod-a", null, null);

    private readonly Shares<string> _shares = new(10);

    [Fact]
    public void The_heaviest_caller_of_the_heaviest_class_gives_way_first()
    {
        Take(Pod, "p1", "p2", "p3", "p4");
        Take(User(1), "u1", "u1'", "u1''");
        Take(User(2), "u2", "u2'");

        Assert.Equal("u1''", _shares.WhoGivesWay());
    }

    [Fact]
    public void What_rests_longest_gives_way_before_what_is_being_served()
    {
        var first = _shares.Take(Pod, "first");
        var second = _shares.Take(Pod, "second", rests: true);
        _ = _shares.Take(Pod, "third", rests: true);

        Assert.Equal("second", _shares.WhoGivesWay());
        second.Work();
        Assert.Equal("third", _shares.WhoGivesWay());
        first.Rest();
        Assert.Equal("third", _shares.WhoGivesWay());
    }

    [Fact]
    public void Of_what_is_being_served_the_newest_gives_way()
    {
        Take(Pod, "oldest", "newest");

        Assert.Equal("newest", _shares.WhoGivesWay());
    }

    [Fact]
    public void What_is_pinned_counts_and_never_gives_way()
    {
        _shares.Take(User(1), "pinned", 9).Pin();
        Take(Pod, "p1");

        Assert.True(_shares.IsUsedUp);
        Assert.Equal("p1", _shares.WhoGivesWay());
    }

    [Fact]
    public void Amounts_count_and_not_numbers()
    {
        var large = _shares.Take(User(1), "large", 6);
        Take(Pod, "p1", "p2", "p3");
        Assert.Equal("large", _shares.WhoGivesWay());

        _shares.Resize(large, 1);

        Assert.Equal("p3", _shares.WhoGivesWay());
        Assert.Equal((4, 1), (_shares.Held, _shares.HeldBy(User(1))));
    }

    [Fact]
    public void Nothing_is_left_of_whoever_has_returned_everything()
    {
        var share = _shares.Take(Pod, "p1", 5);

        _shares.Return(share);

        Assert.Equal((0, 0), (_shares.Held, _shares.HeldBy(Pod)));
        Assert.Null(_shares.WhoGivesWay());
    }

    [Fact]
    public void A_class_and_a_caller_in_it_leave_room_for_others()
    {
        var shares = new Shares<string>(64);
        var held = 0;
        while (shares.HasRoomFor(User(1), 1))
            _ = shares.Take(User(1), $"{held++}");

        Assert.InRange(held, 8, 32);
        Assert.True(shares.HasRoomFor(User(2), 1));
        Assert.True(shares.HasRoomFor(Pod, 1));
    }

    [Fact]
    public void However_many_classes_take_all_that_they_may_there_is_never_more_than_there_is()
    {
        var shares = new Shares<string>(64);
        for (var pod = 0; pod < 1000; pod++)
        {
            var caller = new Caller($"pod-{pod}", null, null);
            while (shares.HasRoomFor(caller, 1))
                _ = shares.Take(caller, "");
        }

        Assert.InRange(shares.Held, 32, 64);
    }

    [Fact]
    public void A_newcomer_of_a_crowded_class_has_room_for_a_thing()
    {
        var shares = new Shares<string>(32 * 1024);
        for (uint user = 0; user < 20; user++)
        {
            while (shares.HasRoomFor(User(user), 20))
                _ = shares.Take(User(user), "", 20);
        }

        Assert.True(shares.HasRoomFor(User(20), 20));
        Assert.True(shares.HasRoomFor(Pod, 20));
    }

    [Fact]
    public void A_class_has_room_up_to_the_floor_whatever_others_have_taken()
    {
        const int Floor = 64;
        var shares = new Shares<string>(1024, Floor);
        for (var pod = 0; pod < 30; pod++)
        {
            var caller = new Caller($"pod-{pod}", null, null);
            while (shares.HasRoomFor(caller, 16))
                _ = shares.Take(caller, "", 16);
            Assert.True(shares.HeldBy(caller) >= Floor);
        }

        Assert.True(shares.Held <= 1024 + (30 * Floor));
    }

    [Fact]
    public void Callers_beyond_those_told_apart_are_counted_together()
    {
        var shares = new Shares<string>(10_000);
        for (uint user = 0; user < 3000; user++)
            _ = shares.Take(User(user), $"{user}");

        Assert.Equal(3000, shares.Held);
        Assert.NotNull(shares.WhoGivesWay());
    }

    private static Caller User(uint id) => new(Caller.Shared, id, 0);

    private void Take(Caller caller, params string[] things)
    {
        foreach (var thing in things)
            _ = _shares.Take(caller, thing);
    }
}
