using Sgx.Agent.Allocations;
using Sgx.Agent.Callers;
using Sgx.Agent.Kubelet.PodResources;

namespace Sgx.Agent.Tests.Allocations;

public sealed class AllocationLedgerTests
{
    private const string Resource = "example.com/quoting";

    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly ContainerName Web = new("shop", "web-0", "app");
    private static readonly ContainerName Sidecar = new("shop", "web-0", "sidecar");
    private static readonly ContainerName Job = new("batch", "job-x", "worker");

    private readonly AllocationLedger _ledger =
        new(token => new(token, () => { }), new(Free: Minute, Admission: 10 * Minute));

    [Fact]
    public void The_container_that_has_all_units_is_the_owner()
    {
        var entry = Add(Noon, "1", "2");
        Learn(0, (Web, "1"), (Web, "2"), (Job, "3"));

        Assert.Equal(Web, entry.Owner.Container);
        Assert.Equal("shop/web-0/app", entry.Owner.ToString());
    }

    [Fact]
    public void Who_may_be_older_than_an_unreadable_entry_keeps_its_name_and_gets_no_other()
    {
        var (named, doubtful) = (Add(Noon, "1"), Add(Noon, "2"));
        Learn(0, (Web, "1"));
        var newer = Add(Noon, "3");

        var use = _ledger.Learn(
            Listing(Resource, [(Web, "1"), (Job, "2"), (Sidecar, "3")]), _ledger.Added, Minute, doubtful: 2);

        Assert.Equal(ListingUse.Withheld, use);
        Assert.Equal((Web, null, Sidecar), (named.Owner.Container, doubtful.Owner.Container, newer.Owner.Container));
        Assert.False(doubtful.Owner.IsUnknown);
        Learn(120, (Web, "1"), (Job, "2"));
        Assert.Equal(Job, doubtful.Owner.Container);
    }

    [Fact]
    public void What_a_listing_was_good_for_is_told()
    {
        _ = Add(Noon, "1");

        Assert.Equal(
            ListingUse.NamesNobody, _ledger.Learn(Listing(Resource, [(Web, "2")]), _ledger.Added, Minute));
        Assert.Equal(ListingUse.Names, _ledger.Learn(Listing(Resource, [(Web, "1")]), _ledger.Added, Minute));
    }

    [Fact]
    public void Units_of_another_resource_say_nothing()
    {
        var entry = Add(Noon, "1");
        Learn(Listing("example.com/other", (Web, "1")), _ledger.Added, 0);

        Assert.Null(entry.Owner.Container);
    }

    [Fact]
    public void Units_that_lie_in_two_containers_are_nobodys()
    {
        var entry = Add(Noon, "1", "2");

        Learn(0, (Web, "1"), (Job, "2"));
        Assert.Null(entry.Owner.Container);
        Learn(1, (Web, "1"));
        Assert.Null(entry.Owner.Container);
    }

    [Fact]
    public void A_unit_that_two_containers_have_is_nobodys()
    {
        var entry = Add(Noon, "1");
        Learn(0, (Web, "1"), (Job, "1"));

        Assert.Null(entry.Owner.Container);
    }

    [Fact]
    public void A_pod_whose_name_is_not_whole_is_nobody()
    {
        var entry = Add(Noon, "1");
        Learn(0, (new("shop", "", "app"), "1"));

        Assert.Null(entry.Owner.Container);
        Assert.Null(entry.FreeSince);
    }

    [Fact]
    public void The_newest_allocation_of_a_unit_owns_it_and_older_ones_are_unknown_for_ever()
    {
        var older = Add(Noon, "1", "2");
        Learn(0, (Web, "1"), (Web, "2"));
        var newer = Add(Noon.AddSeconds(1), "2");

        Assert.True(older.Owner.IsUnknown);
        Learn(1, (Job, "2"));
        Assert.Equal(Job, newer.Owner.Container);
        _ledger.Remove(newer);
        Learn(2, (Web, "1"), (Web, "2"));
        Assert.Null(older.Owner.Container);
    }

    [Fact]
    public void The_order_in_which_a_folder_lists_its_files_does_not_matter()
    {
        var (older, newer) = (Allocation(Noon, "1"), Allocation(Noon.AddSeconds(1), "1"));
        _ledger.Add([newer, older], TimeSpan.Zero);
        Learn(0, (Web, "1"));

        Assert.Equal(Web, Entry(newer.Token).Owner.Container);
        Assert.True(Entry(older.Token).Owner.IsUnknown);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3600)]
    public void When_the_clock_contradicts_the_order_nobody_is_the_owner(int seconds)
    {
        var first = Add(Noon, "1");
        var second = Add(Noon.AddSeconds(seconds), "1");
        Learn(0, (Web, "1"));

        Assert.True(first.Owner.IsUnknown);
        Assert.True(second.Owner.IsUnknown);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(-3600)]
    public void Whatever_the_clock_said_the_last_that_was_written_is_the_owner(int seconds)
    {
        var (older, newer) = (Allocation(Noon, "1") with { Serial = 8 },
            Allocation(Noon.AddSeconds(seconds), "1") with { Serial = 9 });
        _ledger.Add([newer, older], TimeSpan.Zero);
        Learn(0, (Web, "1"));

        Assert.Equal(Web, Entry(newer.Token).Owner.Container);
        Assert.True(Entry(older.Token).Owner.IsUnknown);
    }

    [Theory]
    [InlineData(9, 9)]     // two plugins wrote at once
    [InlineData(9, 8)]     // seen later, and written earlier
    [InlineData(0, 9)]     // written by an earlier version, with the same time
    [InlineData(9, 0)]     // likewise, by one that was rolled back to
    public void Where_the_journal_does_not_tell_which_is_newer_nobody_is_the_owner(long first, long second)
    {
        foreach (var serial in new[] { first, second })
            _ledger.Add([Allocation(Noon, "1") with { Serial = serial }], TimeSpan.Zero);
        Learn(0, (Web, "1"));

        Assert.All(_ledger.Entries, entry => Assert.True(entry.Owner.IsUnknown));
    }

    [Fact]
    public void One_that_was_written_without_a_number_is_not_forgotten_behind_another()
    {
        // Written in this order: 3, 4 and, by an earlier version that was rolled back to, the last.
        _ledger.Add(
        [
            Allocation(Noon.AddHours(-1), "1") with { Serial = 3 },
            Allocation(Noon.AddHours(-1), "1") with { Serial = 4 },
            Allocation(Noon, "1"),
        ], TimeSpan.Zero);
        Learn(0, (Web, "1"));

        Assert.All(_ledger.Entries, entry => Assert.True(entry.Owner.IsUnknown));
    }

    [Fact]
    public void The_same_unit_of_another_resource_is_another_unit()
    {
        var first = Add(Noon, "1");
        _ledger.Add([new(AllocationToken.New(), "example.com/other", ["1"], Noon.AddSeconds(1))], TimeSpan.Zero);

        Assert.False(first.Owner.IsUnknown);
    }

    [Fact]
    public void A_listing_says_nothing_of_what_was_seen_after_it_was_asked_for()
    {
        var known = _ledger.Added;
        var entry = Add(Noon, "1");
        Learn(Listing(Resource, (Web, "1")), known, 0);

        Assert.Null(entry.Owner.Container);
        Assert.Null(entry.FreeSince);
    }

    [Fact]
    public void A_name_is_not_used_once_its_units_were_free_until_the_kubelet_says_it_again()
    {
        var entry = Add(Noon, "1");
        Learn(0, (Web, "1"));
        Learn(1);
        Assert.Null(entry.Owner.Container);

        Learn(2, (Web, "1"));
        Assert.Equal(Web, entry.Owner.Container);
    }

    [Fact]
    public void Units_that_come_back_as_anothers_are_never_anybodys_again()
    {
        var entry = Add(Noon, "1");
        Learn(0, (Web, "1"));
        Learn(1);
        Learn(2, (Job, "1"));
        Learn(3, (Web, "1"));

        Assert.True(entry.Owner.IsUnknown);
        Assert.Null(entry.Owner.Container);
    }

    [Fact]
    public void The_name_is_looked_up_while_it_may_become_known()
    {
        var asked = 0;
        var owner = new AllocationOwner(AllocationToken.New(), () => asked++);

        owner.Ask();
        owner.Name(Web);
        owner.Ask();
        owner.Suspend();
        owner.Ask();
        owner.Forget();
        owner.Ask();
        owner.Name(Web);

        Assert.Equal(2, asked);
        Assert.Null(owner.Container);
    }

    private LedgerEntry Add(DateTimeOffset at, params IReadOnlyList<string> ids)
    {
        var allocation = Allocation(at, ids);
        _ledger.Add([allocation], TimeSpan.Zero);
        return Entry(allocation.Token);
    }

    private LedgerEntry Entry(AllocationToken token) =>
        _ledger.Entries.Single(entry => entry.Allocation.Token == token);

    private void Learn(int second, params IReadOnlyList<(ContainerName Container, string Id)> units) =>
        Learn(Listing(Resource, units), _ledger.Added, second);

    private void Learn(PodListing listing, int known, int second) =>
        _ledger.Learn(listing, known, TimeSpan.FromSeconds(second));

    private static Allocation Allocation(DateTimeOffset at, params IReadOnlyList<string> ids) =>
        new(AllocationToken.New(), Resource, ids, at);

    private static PodListing Listing(
        string resource, params IReadOnlyList<(ContainerName Container, string Id)> units) =>
        new(new()
        {
            PodResources =
            {
                units.Select(unit => new PodResources
                {
                    Namespace = unit.Container.Namespace,
                    Name = unit.Container.Pod,
                    Containers =
                    {
                        new ContainerResources
                        {
                            Name = unit.Container.Container,
                            Devices = { new ContainerDevices { ResourceName = resource, DeviceIds = { unit.Id } } },
                        },
                    },
                }),
            },
        }, [resource]);
}
