using Sgx.Agent.Allocations;
using Sgx.Agent.Tests.Support;

namespace Sgx.Agent.Tests.Allocations;

public sealed class NamingTroubleTests
{
    private readonly LevelLog _log = new();
    private readonly NamingTrouble _trouble;

    public NamingTroubleTests() => _trouble = new(grace: TimeSpan.FromSeconds(60), _log);

    [Fact]
    public void A_kubelet_that_does_not_answer_is_told_at_once_and_every_ten_minutes()
    {
        for (var second = 0; second <= 1200; second += 5)
            Take(ListingUse.Silent, second, isWanted: false);

        Assert.Equal(3, _log.Messages.Count);
        Assert.Equal("allocations are not named: because of Silent", _log.Messages[0]);
    }

    [Fact]
    public void One_that_comes_and_goes_is_told_no_more_often()
    {
        for (var second = 0; second < 600; second += 5)
            Take(second % 10 == 0 ? ListingUse.Silent : ListingUse.Names, second);

        _ = Assert.Single(_log.Messages);
    }

    [Theory]
    [InlineData(nameof(ListingUse.Empty))]
    [InlineData(nameof(ListingUse.NamesNobody))]
    [InlineData(nameof(ListingUse.Withheld))]
    public void What_passes_is_not_told_and_what_lasts_is(string text)
    {
        var use = Enum.Parse<ListingUse>(text);
        Take(use, 0);
        Take(use, 59);
        Take(ListingUse.Names, 60);
        Take(use, 65);
        Take(use, 124);
        Assert.Empty(_log.Messages);

        Take(use, 125);
        Assert.Equal([$"allocations are not named: because of {use}"], _log.Messages);
    }

    [Fact]
    public void A_kubelet_that_names_nobody_is_not_told_where_no_caller_waits_for_a_name()
    {
        Take(ListingUse.Silent, 0);
        Take(ListingUse.NamesNobody, 10, isWanted: false);
        Take(ListingUse.NamesNobody, 1000, isWanted: false);
        Take(ListingUse.NamesNobody, 1001);

        Assert.Equal(["allocations are not named: because of Silent"], _log.Messages);
    }

    private void Take(ListingUse use, int second, bool isWanted = true) =>
        _trouble.Take(use, $"because of {use}", isWanted, TimeSpan.FromSeconds(second));
}
