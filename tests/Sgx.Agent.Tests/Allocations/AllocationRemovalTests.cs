using Sgx.Agent.Allocations;
using Sgx.Agent.Callers;
using Sgx.Agent.Tests.Kubelet;
using Sgx.Agent.Tests.Support;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Allocations;

public sealed class AllocationRemovalTests : IAsyncDisposable
{
    private static readonly ContainerName Web = new("shop", "web-0", "app");
    private static readonly ContainerName WebInitial = new("shop", "web-0", "migrate");
    private static readonly ContainerName Job = new("batch", "job-x", "worker");

    private readonly AllocatingNode _node = new();
    private readonly FakePodResources _kubelet;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public AllocationRemovalTests()
    {
        _node.Options = _node.Options with { SweepInterval = TimeSpan.FromMilliseconds(200) };
        _kubelet = FakePodResources.Start(_node.KubeletSocket).GetAwaiter().GetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _kubelet.DisposeAsync();
        _node.Dispose();
    }

    [Fact]
    public async Task What_is_free_in_two_listings_is_removed_and_what_is_used_stays()
    {
        await using var helper = _node.Start();
        var (used, free) = (await Allocate(Web, "7"), await Allocate(Job, "8"));

        _kubelet.End(Job);
        await IsRemoved(free);

        Assert.False(Directory.Exists(_node.Folders.FolderOf(free)));
        await _node.Quote(used);
        _ = await Allocate(Job, "8");
        _kubelet.End(Web);
        await IsRemoved(used);
    }

    [Fact]
    public async Task What_somebody_is_connected_to_stays_until_they_leave()
    {
        await using var helper = _node.Start();
        var (token, _) = (await Allocate(Web, "7"), await Allocate(Job, "8"));
        using (new RawClient(_node.Folders.SocketOf(token)))
        {
            _kubelet.End(Web);
            await ListedTimes(5);
            Assert.NotNull(_node.Journal.Read(token));
        }

        await IsRemoved(token);
    }

    [Fact]
    public async Task What_cannot_be_removed_keeps_nobody_else_from_being()
    {
        await using var helper = _node.Start();
        var (first, second, _) = (await Allocate(Web, "7"), await Allocate(new("shop", "web-1", "app"), "8"),
            await Allocate(Job, "9"));
        Directory.Delete(_node.Journal.Folder, recursive: true);

        _kubelet.End(Web);
        _kubelet.End(new("shop", "web-1", "app"));

        await Eventually.Holds(() => !Directory.Exists(_node.Folders.FolderOf(first)), Cancellation);
        await Eventually.Holds(() => !Directory.Exists(_node.Folders.FolderOf(second)), Cancellation);
    }

    [Fact]
    public async Task An_init_container_that_is_never_listed_keeps_its_socket()
    {
        await using var helper = _node.Start();
        _ = await Allocate(Job, "8");
        _kubelet.GiveInitial(WebInitial, AllocatingNode.Resource, "7");
        var token = await _node.Allocate("7");

        await ListedTimes(8);

        Assert.Equal(AllocatingNode.Anonymous(token), await _node.CallerOfQuote(token));
    }

    [Fact]
    public async Task Static_pods_alone_remove_nothing_until_a_pod_with_units_is_listed()
    {
        await using var helper = _node.Start();
        var token = await Allocate(Web, "7");

        _kubelet.End(Web);
        await ListedTimes(8);
        Assert.NotNull(_node.Journal.Read(token));

        _ = await Allocate(Job, "8");
        await IsRemoved(token);
    }

    [Fact]
    public async Task Without_the_kubelet_what_is_allocated_again_is_removed_when_nobody_is_connected()
    {
        _node.Options = _node.Options with { PodResources = null, AdmissionTime = TimeSpan.Zero };
        await using var helper = _node.Start();
        var (other, used) = (await _node.Allocate("8"), await _node.Allocate("7"));
        using (new RawClient(_node.Folders.SocketOf(used)))
        {
            var idle = await _node.Allocate("7");
            await IsAllocatedUntilRemoved("7", idle);
            Assert.True(_node.CanConnect(used));
        }

        await IsRemoved(used);
        Assert.True(_node.CanConnect(other));
    }

    [Fact]
    public async Task Listings_that_fail_or_name_no_pod_remove_nothing()
    {
        await using var helper = _node.Start();
        var token = await Allocate(Web, "7");

        _kubelet.End(Web);
        _kubelet.End(new("kube-system", "bystander", "main"));
        await ListedTimes(5);
        _kubelet.IsFailing = true;
        await _node.Quote(token);

        Assert.True(_node.CanConnect(token));
        Assert.NotNull(_node.Journal.Read(token));
    }

    [Fact]
    public async Task Pods_that_come_and_go_over_restarts_and_reboots_are_always_the_right_one_or_unknown()
    {
        var helper = _node.Start();
        var wrong = new List<string>();
        for (var i = 0; i < 40; i++)
        {
            var (id, pod) = ($"{i % 5}", new ContainerName("shop", $"pod-{i}", "app"));
            _kubelet.End(new("shop", $"pod-{i - 5}", "app"));
            var token = await _node.Allocate(id);
            _kubelet.Give(pod, AllocatingNode.Resource, id);
            for (var quote = 0; quote < 3; quote++)
            {
                var caller = await _node.CallerOfQuote(token);
                if (caller != $"{pod}" && caller != AllocatingNode.Anonymous(token))
                    wrong.Add($"{caller} for {pod}");
            }

            if (i % 10 != 9)
                continue;
            await helper.DisposeAsync();
            if (i % 20 == 19)
                _node.WipeSockets();
            helper = _node.Start();
        }

        await helper.DisposeAsync();
        Assert.Empty(wrong);
        Assert.Contains(_node.Audit.Callers, caller => caller.StartsWith("shop/", StringComparison.Ordinal));
    }

    // Until the kubelet has named it.
    private async Task<AllocationToken> Allocate(ContainerName container, string id)
    {
        _kubelet.Give(container, AllocatingNode.Resource, id);
        var token = await _node.Allocate(id);
        await _node.QuoteUntilAudited(token, $"{container}");
        return token;
    }

    private Task IsAllocatedUntilRemoved(string id, AllocationToken token) => Eventually.Holds(async () =>
    {
        _ = await _node.Allocate(id);
        return _node.Journal.Read(token) is null;
    }, Cancellation);

    private Task IsRemoved(AllocationToken token) =>
        Eventually.Holds(() => _node.Journal.Read(token) is null, Cancellation);

    private Task ListedTimes(int more)
    {
        var end = _kubelet.Listings + more;
        return Eventually.Holds(() => _kubelet.Listings >= end, Cancellation);
    }
}
