using Sgx.Agent.Allocations;
using Sgx.Agent.Callers;
using Sgx.Agent.Kubelet.PodResources;

namespace Sgx.Agent.Tests.Allocations;

/// <summary>When an allocation is over. Times are in minutes.</summary>
public sealed class LedgerRemovalTests
{
    private const string Resource = "example.com/quoting";
    private const int Admission = 10;

    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);
    private static readonly ContainerName Web = new("shop", "web-0", "app");
    private static readonly ContainerName Sidecar = new("shop", "web-0", "sidecar");
    private static readonly ContainerName Job = new("batch", "job-x", "worker");
    private static readonly ContainerName Other = new("batch", "other", "worker");
    private static readonly ContainerName Static = new("kube-system", "etcd", "etcd");

    private readonly AllocationLedger _ledger = new(
        token => new(token, () => { }),
        new(Free: TimeSpan.FromMinutes(1), Admission: TimeSpan.FromMinutes(Admission)));

    [Theory]
    [InlineData(1, 1.9, false)]
    [InlineData(1, 2, true)]
    public void Units_that_were_listed_must_be_free_in_two_listings_a_minute_apart(
        double first, double second, bool isOver)
    {
        var entry = Add(0, "1", "2");
        Stays("other");
        Learn(0, (Web, "1"), (Web, "2"), (Other, "other"));
        Learn(first, (Other, "other"));
        Assert.False(entry.IsOver);
        Learn(second, (Other, "other"));

        Assert.Equal(isOver, entry.IsOver);
    }

    [Fact]
    public void A_unit_that_was_taken_meanwhile_begins_the_minute_anew()
    {
        var entry = Add(0, "1", "2");
        Stays("other");
        Learn(0, (Web, "1"), (Web, "2"), (Other, "other"));
        Learn(1, (Other, "other"));
        Learn(1.9, (Web, "2"), (Other, "other"));
        Learn(2, (Other, "other"));
        Assert.False(entry.IsOver);

        Learn(3, (Other, "other"));
        Assert.True(entry.IsOver);
    }

    [Fact]
    public void What_another_pod_has_now_is_over_and_what_another_container_of_the_pod_has_is_not()
    {
        var (same, gone) = (Add(0, "1"), Add(0, "2"));
        Learn(0, (Web, "1"), (Web, "2"));
        _ = Add(0.1, "1");
        _ = Add(0.1, "2");
        Learn(1, (Sidecar, "1"), (Job, "2"));
        Learn(2, (Sidecar, "1"), (Job, "2"));

        Assert.False(same.IsOver);
        Assert.True(gone.IsOver);
    }

    [Fact]
    public void What_was_never_listed_is_not_over_however_long_its_units_are_not_listed()
    {
        var initial = Add(0, "1", "2");
        Stays("other");
        for (var minute = 0; minute < 100; minute++)
            Learn(minute, (Other, "other"));

        Assert.False(initial.IsOver);
        Assert.Null(initial.FreeSince);
    }

    [Fact]
    public void What_was_never_listed_is_over_once_each_of_its_units_is_allocated_to_a_later_pod()
    {
        var initial = Add(0, "1", "2");
        _ = Add(11, "1");
        Assert.False(initial.IsOver);

        _ = Add(12, "2", "3");
        Assert.True(initial.IsOver);
    }

    [Fact]
    public void An_init_container_is_not_over_when_a_container_of_its_pod_is_given_its_units()
    {
        var initial = Add(0, "1");
        var main = Add(0.1, "1");
        Learn(1, (Web, "1"));
        Learn(20, (Web, "1"));

        Assert.Equal(Web, main.Owner.Container);
        Assert.False(initial.IsOver);
        Assert.False(main.IsOver);
    }

    [Fact]
    public void An_init_container_is_over_when_the_container_that_was_given_its_units_is()
    {
        var initial = Add(0, "1");
        var main = Add(0.1, "1");
        Stays("other");
        Learn(0, (Web, "1"), (Other, "other"));
        Learn(1, (Other, "other"));
        Learn(2, (Other, "other"));
        Assert.True(main.IsOver);
        _ledger.Remove(main);

        Assert.True(initial.IsOver);
    }

    // Either clock alone may be wrong: the plugin's may be set, and the journal may not be readable for a while.
    [Theory]
    [InlineData(20, 0, false)]
    [InlineData(0, 20, false)]
    [InlineData(-600, 20, false)]
    [InlineData(20, 20, true)]
    public void Units_are_a_later_pods_by_the_clocks_of_plugin_and_service(int written, int seen, bool isOver)
    {
        var first = Add(0, "1");
        _ledger.Add([Allocation(written, "1")], TimeSpan.FromMinutes(seen));

        Assert.Equal(isOver, first.IsOver);
    }

    [Fact]
    public void What_a_restart_finds_in_the_journal_is_over_when_its_units_are_allocated_again()
    {
        var (older, newer) = (Allocation(0, "1"), Allocation(500, "1"));
        _ledger.Add([older, newer], TimeSpan.Zero);
        Assert.DoesNotContain(_ledger.Entries, entry => entry.IsOver);

        var last = Add(1000, "1");
        Assert.Equal([last], _ledger.Entries.Where(entry => !entry.IsOver));
    }

    [Fact]
    public void A_kubelet_that_lists_static_pods_only_frees_nothing_and_its_names_are_not_used()
    {
        var entry = Add(0, "1");
        Learn(0, (Web, "1"));
        for (var minute = 1; minute < 100; minute++)
            Learn(minute, (Static, "none"));

        Assert.False(entry.IsOver);
        Assert.Null(entry.Owner.Container);
        Learn(100, (Web, "1"));
        Assert.Equal(Web, entry.Owner.Container);
    }

    [Fact]
    public void What_the_last_pod_left_is_over_when_the_next_pod_is_listed()
    {
        var last = Add(0, "1");
        Learn(0, (Web, "1"));
        Learn(1, (Static, "none"));
        Learn(2, (Static, "none"));
        Assert.False(last.IsOver);

        Stays("2");
        Learn(3, (Job, "2"));
        Learn(4, (Job, "2"));
        Assert.True(last.IsOver);
    }

    private void Stays(string id) => _ = Add(0, id);

    private LedgerEntry Add(double minute, params IReadOnlyList<string> ids)
    {
        var allocation = Allocation(minute, ids);
        _ledger.Add([allocation], TimeSpan.FromMinutes(minute));
        return _ledger.Entries.Single(entry => entry.Allocation == allocation);
    }

    private static Allocation Allocation(double minute, params IReadOnlyList<string> ids) =>
        new(AllocationToken.New(), Resource, ids, Noon.AddMinutes(minute));

    private void Learn(double minute, params IReadOnlyList<(ContainerName Container, string Id)> units) =>
        _ledger.Learn(Listing(units), _ledger.Added, TimeSpan.FromMinutes(minute));

    private static PodListing Listing(IReadOnlyList<(ContainerName Container, string Id)> units)
    {
        var listed = new ListPodResourcesResponse();
        foreach (var (container, id) in units)
        {
            var devices = new ContainerDevices { ResourceName = Resource, DeviceIds = { id } };
            listed.PodResources.Add(new PodResources
            {
                Namespace = container.Namespace,
                Name = container.Pod,
                Containers = { new ContainerResources { Name = container.Container, Devices = { devices } } },
            });
        }

        return new(listed, [Resource]);
    }
}
