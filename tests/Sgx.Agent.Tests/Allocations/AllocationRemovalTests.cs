using Sgx.Agent.Callers;
using Sgx.Agent.Tests.Kubelet;
using Sgx.Agent.Tests.Support;

namespace Sgx.Agent.Tests.Allocations;

public sealed class AllocationRemovalTests : IAsyncDisposable
{
    private static readonly ContainerName Web = new("shop", "web-0", "app");

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
        _kubelet.Give(Web, AllocatingNode.Resource, "7");
        var (used, free) = (await _node.Allocate("7"), await _node.Allocate("8"));

        await Eventually.Holds(() => _node.Journal.Read(free) is null, Cancellation);

        Assert.False(Directory.Exists(_node.Folders.FolderOf(free)));
        Assert.InRange(_kubelet.Listings, 2, int.MaxValue);
        await _node.Quote(used);
        _kubelet.End(Web);
        await Eventually.Holds(() => _node.Journal.Read(used) is null, Cancellation);
    }

    [Fact]
    public async Task What_somebody_is_connected_to_stays_until_they_leave()
    {
        await using var helper = _node.Start();
        _kubelet.Give(Web, AllocatingNode.Resource, "7");
        var token = await _node.Allocate("7");
        using (new RawClient(_node.Folders.SocketOf(token)))
        {
            _kubelet.End(Web);
            await ListedTimes(5);
            Assert.NotNull(_node.Journal.Read(token));
        }

        await Eventually.Holds(() => _node.Journal.Read(token) is null, Cancellation);
    }

    [Fact]
    public async Task What_cannot_be_removed_keeps_nobody_else_from_being()
    {
        await using var helper = _node.Start();
        var first = await _node.Allocate("7");
        Directory.Delete(_node.Journal.Folder, recursive: true);
        await Eventually.Holds(() => !Directory.Exists(_node.Folders.FolderOf(first)), Cancellation);

        var second = await _node.Allocate("8");

        await Eventually.Holds(() => _node.Journal.Read(second) is null, Cancellation);
    }

    [Fact]
    public async Task Listings_that_fail_or_name_no_pod_remove_nothing()
    {
        await using var helper = _node.Start();
        _kubelet.Give(Web, AllocatingNode.Resource, "7");
        var token = await _node.Allocate("7");
        await ListedTimes(1);

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

    private Task ListedTimes(int more)
    {
        var end = _kubelet.Listings + more;
        return Eventually.Holds(() => _kubelet.Listings >= end, Cancellation);
    }
}
