using Microsoft.Extensions.Time.Testing;
using Sgx.Agent.Allocations;
using Sgx.Agent.Callers;

namespace Sgx.Agent.Tests.Callers;

public sealed class RateLimitTests
{
    private static readonly Caller Alice = new(Caller.Shared, 1000, 0);
    private static readonly Caller Bob = new(Caller.Shared, 1001, 0);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_burst_is_granted_and_then_so_many_a_second()
    {
        var rate = new RateLimit(10, _clock);

        Assert.Equal(10, Granted(rate, Alice, 100));
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(5, Granted(rate, Alice, 100));
    }

    [Fact]
    public void One_callers_budget_is_not_anothers()
    {
        var rate = new RateLimit(10, _clock);

        Assert.Equal(10, Granted(rate, Alice, 100));
        Assert.Equal(10, Granted(rate, Bob, 100));
    }

    [Fact]
    public void All_users_of_one_allocation_have_one_budget()
    {
        var rate = new RateLimit(10, _clock);
        var owner = new AllocationOwner(AllocationToken.New(), () => { });

        Assert.Equal(10, Granted(rate, new("a", 1000, 0) { Owner = owner }, 100));
        Assert.Equal(0, Granted(rate, new("a", 1001, 1) { Owner = owner }, 100));
    }

    [Fact]
    public void Zero_is_no_limit() => Assert.Equal(1000, Granted(new(0, _clock), Alice, 1000));

    [Fact]
    public void Very_many_callers_share_what_the_last_of_them_get()
    {
        var rate = new RateLimit(1, _clock);

        var granted = Enumerable.Range(0, 100_000).Count(uid => rate.TryTake(new(Caller.Shared, (uint)uid, 0)));

        Assert.InRange(granted, 4096, 4097);
    }

    private static int Granted(RateLimit rate, Caller caller, int asked) =>
        Enumerable.Range(0, asked).Count(_ => rate.TryTake(caller));
}
