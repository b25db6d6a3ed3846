using System.Net.Sockets;
using Sgx.Aesm;
using Sgx.Agent.Allocations;
using Sgx.Agent.Callers;
using Sgx.Agent.Tests.Kubelet;
using Sgx.Agent.Tests.Support;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Allocations;

public sealed class AllocationNameTests : IAsyncDisposable
{
    private static readonly ContainerName Web = new("shop", "web-0", "app");
    private static readonly ContainerName Job = new("batch", "job-x", "worker");

    private readonly AllocatingNode _node = new();
    private readonly FakePodResources _kubelet;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public AllocationNameTests() =>
        _kubelet = FakePodResources.Start(_node.KubeletSocket).GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        await _kubelet.DisposeAsync();
        _node.Dispose();
    }

    [Fact]
    public async Task The_first_quote_is_anonymous_and_later_ones_are_the_pods()
    {
        await using var helper = _node.Start();
        var token = await _node.Allocate("7");
        _kubelet.Give(Web, AllocatingNode.Resource, "7");
        var finish = new TaskCompletionSource();
        _kubelet.BeforeAnswer = () => finish.Task;

        Assert.Equal(AllocatingNode.Anonymous(token), await _node.CallerOfQuote(token));
        finish.SetResult();
        await _node.QuoteUntilAudited(token, "shop/web-0/app");
    }

    [Fact]
    public async Task A_pod_that_asks_for_one_quote_in_its_life_is_named_by_then()
    {
        _node.Options = _node.Options with { FirstLookUp = TimeSpan.FromMilliseconds(50) };
        await using var helper = _node.Start();
        var token = await _node.Allocate("7");
        _kubelet.Give(Web, AllocatingNode.Resource, "7");
        _ = await _node.Allocate("8");

        // For the one that is never listed the kubelet is asked again, when its last answer has been taken in.
        var before = _kubelet.Listings;
        await Eventually.Holds(() => _kubelet.Listings >= before + 2, Cancellation);

        Assert.Equal("shop/web-0/app", await _node.CallerOfQuote(token));
    }

    [Fact]
    public async Task The_kubelet_is_asked_less_and_less_for_one_that_it_does_not_list()
    {
        _node.Options = _node.Options with { FirstLookUp = TimeSpan.FromMilliseconds(1) };
        await using var helper = _node.Start();
        _ = await _node.Allocate("7");

        await Task.Delay(TimeSpan.FromSeconds(2), Cancellation);

        Assert.InRange(_kubelet.Listings, 2, 13);   // at 1 ms, 2 ms, up to 2048 ms; looked at forty times
    }

    [Fact]
    public async Task The_kubelet_is_not_asked_for_every_quote()
    {
        _node.Options = _node.Options with { LookUpPause = TimeSpan.FromMinutes(1) };
        await using var helper = _node.Start();
        var token = await _node.Allocate("7");

        for (var i = 0; i < 100; i++)
            await _node.Quote(token);
        await Eventually.Holds(() => _kubelet.Listings > 0, Cancellation);

        Assert.Equal(1, _kubelet.Listings);
    }

    [Fact]
    public async Task A_unit_that_another_pod_was_given_later_is_no_longer_the_firsts()
    {
        await using var helper = _node.Start();
        var first = await _node.Allocate("7");
        _kubelet.Give(Web, AllocatingNode.Resource, "7");
        await _node.QuoteUntilAudited(first, "shop/web-0/app");

        _kubelet.End(Web);
        var second = await _node.Allocate("7");
        _kubelet.Give(Job, AllocatingNode.Resource, "7");

        Assert.Equal(AllocatingNode.Anonymous(first), await _node.CallerOfQuote(first));
        await _node.QuoteUntilAudited(second, "batch/job-x/worker");
        Assert.Equal(AllocatingNode.Anonymous(first), await _node.CallerOfQuote(first));
    }

    [Fact]
    public async Task A_listing_on_its_way_while_a_unit_changes_hands_names_nobody_wrongly()
    {
        await using var helper = _node.Start();
        var first = await _node.Allocate("7");
        var (asked, finish) = (new TaskCompletionSource(), new TaskCompletionSource());
        _kubelet.BeforeAnswer = () =>
        {
            _ = asked.TrySetResult();
            return finish.Task;
        };
        _kubelet.Give(Job, AllocatingNode.Resource, "7");
        _ = await _node.CallerOfQuote(first);
        await asked.Task;

        var second = await _node.Allocate("7");
        finish.SetResult();
        await _node.QuoteUntilAudited(second, "batch/job-x/worker");

        Assert.Equal(AllocatingNode.Anonymous(first), await _node.CallerOfQuote(first));
    }

    [Fact]
    public async Task While_an_entry_cannot_be_read_nobody_who_may_be_older_is_given_a_name()
    {
        await using var helper = _node.Start();
        var first = await _node.Allocate("7");
        var second = new Allocation(AllocationToken.New(), AllocatingNode.Resource, ["7"], DateTimeOffset.UtcNow);
        var path = Path.Combine(_node.Journal.Folder, $"{second.Token}.json");
        using var unreadable = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        unreadable.Bind(new UnixDomainSocketEndPoint(path));
        _kubelet.Give(Job, AllocatingNode.Resource, "7");

        await Eventually.Holds(async () =>
        {
            Assert.Equal(AllocatingNode.Anonymous(first), await _node.CallerOfQuote(first));
            return _kubelet.Listings >= 5;
        }, Cancellation);

        var whole = new AllocationJournal($"{_node.Journal.Folder}-elsewhere");
        whole.Write(second with { Token = AllocationToken.New() });   // so that the other one is the second here, too
        whole.Write(second);
        File.Move(Path.Combine(whole.Folder, $"{second.Token}.json"), path, overwrite: true);
        await Eventually.Holds(() => _node.CanConnect(second.Token), Cancellation);
        await _node.QuoteUntilAudited(second.Token, "batch/job-x/worker");
        Assert.Equal(AllocatingNode.Anonymous(first), await _node.CallerOfQuote(first));
    }

    [Fact]
    public async Task While_an_entry_cannot_be_read_names_are_kept_and_newer_allocations_get_theirs()
    {
        await using var helper = _node.Start();
        var (named, older) = (await _node.Allocate("7"), await _node.Allocate("8"));
        _kubelet.Give(Web, AllocatingNode.Resource, "7");
        await _node.QuoteUntilAudited(named, "shop/web-0/app");
        using var unreadable = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        unreadable.Bind(
            new UnixDomainSocketEndPoint(Path.Combine(_node.Journal.Folder, $"{AllocationToken.New()}.json")));

        // The journal is read for each listing, and has to be twice before what comes then is certainly newer.
        var before = _kubelet.Listings;
        await Eventually.Holds(async () =>
        {
            await _node.Quote(older);
            return _kubelet.Listings >= before + 4;
        }, Cancellation);
        _kubelet.Give(new("shop", "web-1", "app"), AllocatingNode.Resource, "8");
        var newer = await _node.Allocate("9");
        _kubelet.Give(Job, AllocatingNode.Resource, "9");

        await _node.QuoteUntilAudited(newer, "batch/job-x/worker");
        Assert.Equal("shop/web-0/app", await _node.CallerOfQuote(named));
        Assert.Equal(AllocatingNode.Anonymous(older), await _node.CallerOfQuote(older));
    }

    [Fact]
    public async Task A_clock_that_was_set_back_before_a_restart_gives_nobody_anothers_name()
    {
        var now = DateTimeOffset.UtcNow;
        var (first, second) = (_node.WriteDown(now, "7"), _node.WriteDown(now.AddHours(-1), "7"));
        await using var helper = _node.Start();
        _kubelet.Give(Job, AllocatingNode.Resource, "7");

        await _node.QuoteUntilAudited(second, "batch/job-x/worker");
        Assert.Equal(AllocatingNode.Anonymous(first), await _node.CallerOfQuote(first));
    }

    [Fact]
    public async Task Files_that_are_no_entries_keep_nobody_from_a_name()
    {
        var (bad, large) = (_node.WriteDown("0"), _node.WriteDown("1"));
        File.WriteAllText(Path.Combine(_node.Journal.Folder, $"{bad}.json"), "{");
        using (var file = File.OpenWrite(Path.Combine(_node.Journal.Folder, $"{large}.json")))
            file.SetLength(17 * 1024 * 1024);
        await using var helper = _node.Start();
        var token = await _node.Allocate("7");
        _kubelet.Give(Web, AllocatingNode.Resource, "7");

        await _node.QuoteUntilAudited(token, "shop/web-0/app");
    }

    [Fact]
    public async Task A_restart_learns_the_names_again()
    {
        AllocationToken token;
        await using (_node.Start())
            token = await _node.Allocate("7");
        _kubelet.Give(Web, AllocatingNode.Resource, "7");

        await using var again = _node.Start();

        await _node.QuoteUntilAudited(token, "shop/web-0/app");
    }

    [Fact]
    public async Task A_hundred_gibibytes_in_units_of_one_mebibyte_are_one_pods()
    {
        var ids = Enumerable.Range(0, 100 * 1024).Select(i => $"{i}").ToList();
        await using var helper = _node.Start();
        var token = await _node.Allocate(ids);
        _kubelet.Give(Web, AllocatingNode.Resource, ids);

        await _node.QuoteUntilAudited(token, "shop/web-0/app");
    }

    [Fact]
    public async Task Without_the_kubelet_quotes_are_made_all_the_same()
    {
        _kubelet.IsFailing = true;
        await using var helper = _node.Start();
        var token = await _node.Allocate("7");
        await _node.Quote(token);

        _kubelet.Give(Web, AllocatingNode.Resource, "7");
        _kubelet.IsFailing = false;

        await _node.QuoteUntilAudited(token, "shop/web-0/app");
    }

    [Fact]
    public async Task A_namespace_that_is_allowed_is_served_as_soon_as_it_is_known_and_another_is_not()
    {
        await using var helper = _node.Start(options => options with
        {
            Callers = new() { Policy = new() { Allowed = CallerRule.ParseList("namespace:shop")! } },
        });
        var (web, job) = (await _node.Allocate("7"), await _node.Allocate("8"));

        Assert.Equal(AesmStatus.Busy, await StatusOf(web));
        _kubelet.Give(Web, AllocatingNode.Resource, "7");
        _kubelet.Give(Job, AllocatingNode.Resource, "8");

        await Eventually.Holds(async () => await StatusOf(web) is AesmStatus.Success, Cancellation);
        await Eventually.Holds(
            async () => await StatusOf(job) is AesmStatus.ServiceUnavailable, Cancellation);
    }

    [Fact]
    public async Task Each_allocation_has_a_rate_of_its_own()
    {
        await using var helper = _node.Start(options => options with { Callers = new() { QuotesPerSecond = 1 } });
        var (first, second) = (await _node.Allocate("7"), await _node.Allocate("8"));

        await _node.Quote(first);
        Assert.Equal(AesmStatus.Busy, await StatusOf(first));
        await _node.Quote(second);
    }

    private async Task<AesmStatus> StatusOf(AllocationToken token)
    {
        try
        {
            await _node.Quote(token);
            return AesmStatus.Success;
        }
        catch (AesmException e)
        {
            return e.Status;
        }
    }
}
