using System.Text.Json.Nodes;
using k8s.Models;
using Microsoft.Extensions.Time.Testing;
using Sgx.Aesm;
using Sgx.Cli.Tests.Support;
using Sgx.Testing;

namespace Sgx.NodeStatus.Tests;

public sealed class NodeStatusLoopTests : IAsyncLifetime
{
    private const string Taint = "sgx-quote-helper.io/not-ready", Epc = "sgx.intel.com/epc";

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new(2026, 3, 14, 15, 9, 26, TimeSpan.Zero));
    private FakeApiServer _api = null!;

    private string Socket => Path.Combine(_folder.Path, "aesm.socket");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await FakeApiServer.Start();

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_node_without_a_service_is_told_not_to_quote_and_keeps_its_taint()
    {
        await Loop().Turn(TextWriter.Null, Cancellation);

        var condition = _api.Condition("SgxQuotingReady")!;
        Assert.Equal("False", (string?)condition["status"]);
        Assert.Equal("NoService", (string?)condition["reason"]);
        Assert.Equal("2026-03-14T15:09:26Z", (string?)condition["lastTransitionTime"]);
        Assert.Equal([Taint], Taints.Where(key => key == Taint));
        Assert.Equal("Warning", (string?)Assert.Single(_api.Events)["type"]);
    }

    [Fact]
    public async Task Once_it_quotes_the_condition_turns_and_the_taint_goes_but_nobody_elses()
    {
        var loop = Loop();
        await loop.Turn(TextWriter.Null, Cancellation);
        await using (await StartAgent())
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            await loop.Turn(TextWriter.Null, Cancellation);
        }

        var condition = _api.Condition("SgxQuotingReady")!;
        Assert.Equal("True", (string?)condition["status"]);
        Assert.Equal("2026-03-14T15:09:31Z", (string?)condition["lastTransitionTime"]);
        Assert.Equal(["somebody/elses"], Taints);
        Assert.NotNull(_api.Condition("Ready"));
        Assert.Equal(["SgxQuotingNotReady", "SgxQuotingReady"], _api.Events.Select(e => (string?)e["reason"]));
    }

    [Fact]
    public async Task A_node_that_came_back_with_its_taint_loses_it_within_a_minute()
    {
        await using var agent = await StartAgent();
        var loop = Loop();
        await loop.Turn(TextWriter.Null, Cancellation);
        _api.Node["spec"]!["taints"] = JsonNode.Parse($$"""[{"key": "{{Taint}}", "effect": "NoSchedule"}]""");

        _clock.Advance(TimeSpan.FromMinutes(1));
        await loop.Turn(TextWriter.Null, Cancellation);

        Assert.Empty(Taints);
    }

    [Fact]
    public async Task All_taints_with_the_key_go_whatever_their_effects()
    {
        _api.Node["spec"]!["taints"] = JsonNode.Parse(
            $$"""
            [
                {"key": "{{Taint}}", "effect": "NoSchedule"},
                {"key": "somebody/elses", "effect": "NoSchedule"},
                {"key": "{{Taint}}", "effect": "NoExecute"},
                {"key": "{{Taint}}/more", "effect": "NoSchedule"}
            ]
            """);
        await using var agent = await StartAgent();

        await Loop().Turn(TextWriter.Null, Cancellation);

        Assert.Equal(["somebody/elses", $"{Taint}/more"], Taints);
    }

    [Fact]
    public void A_list_of_taints_that_has_changed_meanwhile_is_left_alone()
    {
        var node = new V1Node
        {
            Spec = new() { Taints = [new() { Key = Taint }, new() { Key = "somebody/elses" }, new() { Key = Taint }] },
        };

        var operations = JsonNode.Parse((string)NodePatches.NoTaint(node, Taint)!.Content)!.AsArray();

        Assert.Equal(
            ["test /spec/taints/2/key", "test /spec/taints/0/key", "remove /spec/taints/2", "remove /spec/taints/0"],
            operations.Select(operation => $"{operation!["op"]} {operation["path"]}"));
    }

    [Fact]
    public async Task Nothing_new_is_told_once_a_minute()
    {
        var loop = Loop();
        await loop.Turn(TextWriter.Null, Cancellation);
        _clock.Advance(TimeSpan.FromSeconds(59));
        await loop.Turn(TextWriter.Null, Cancellation);
        Assert.Equal("2026-03-14T15:09:26Z", (string?)_api.Condition("SgxQuotingReady")!["lastHeartbeatTime"]);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await loop.Turn(TextWriter.Null, Cancellation);
        var condition = _api.Condition("SgxQuotingReady")!;
        Assert.Equal("2026-03-14T15:10:26Z", (string?)condition["lastHeartbeatTime"]);
        Assert.Equal("2026-03-14T15:09:26Z", (string?)condition["lastTransitionTime"]);
        _ = Assert.Single(_api.Events);
    }

    [Fact]
    public async Task A_restart_is_no_transition_and_what_comes_after_it_is()
    {
        await Loop().Turn(TextWriter.Null, Cancellation);
        _clock.Advance(TimeSpan.FromSeconds(5));
        var again = Loop();
        await again.Turn(TextWriter.Null, Cancellation);

        var condition = _api.Condition("SgxQuotingReady")!;
        Assert.Equal("2026-03-14T15:09:26Z", (string?)condition["lastTransitionTime"]);
        Assert.Equal("2026-03-14T15:09:31Z", (string?)condition["lastHeartbeatTime"]);
        _ = Assert.Single(_api.Events);

        await using var agent = await StartAgent();
        _clock.Advance(TimeSpan.FromSeconds(5));
        await again.Turn(TextWriter.Null, Cancellation);
        Assert.Equal(
            "2026-03-14T15:09:36Z", (string?)_api.Condition("SgxQuotingReady")!["lastTransitionTime"]);
        Assert.Equal(["SgxQuotingNotReady", "SgxQuotingReady"], _api.Events.Select(e => (string?)e["reason"]));
    }

    [Fact]
    public async Task What_changed_while_it_was_away_is_a_transition()
    {
        await Loop().Turn(TextWriter.Null, Cancellation);
        await using var agent = await StartAgent();
        _clock.Advance(TimeSpan.FromSeconds(5));

        await Loop().Turn(TextWriter.Null, Cancellation);

        Assert.Equal(
            "2026-03-14T15:09:31Z", (string?)_api.Condition("SgxQuotingReady")!["lastTransitionTime"]);
        Assert.Equal(["SgxQuotingNotReady", "SgxQuotingReady"], _api.Events.Select(e => (string?)e["reason"]));
    }

    [Fact]
    public async Task A_condition_that_says_neither_tells_nothing_of_before()
    {
        _api.Node["status"]!["conditions"]!.AsArray().Add(JsonNode.Parse(
            """{"type": "SgxQuotingReady", "status": "Unknown", "lastTransitionTime": "2026-01-01T00:00:00Z"}"""));

        await Loop().Turn(TextWriter.Null, Cancellation);

        Assert.Equal(
            "2026-03-14T15:09:26Z", (string?)_api.Condition("SgxQuotingReady")!["lastTransitionTime"]);
        _ = Assert.Single(_api.Events);
    }

    [Fact]
    public async Task Extended_resources_are_given_beside_those_that_are_there()
    {
        await Loop().Turn(TextWriter.Null, Cancellation);

        var capacity = _api.Node["status"]!["capacity"]!;
        Assert.Equal("549755813888", (string?)capacity[Epc]);
        Assert.Equal("4", (string?)capacity["cpu"]);
    }

    [Fact]
    public async Task A_cluster_that_is_away_is_tried_again()
    {
        _api.IsBroken = true;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var log = new StringWriter();
        var running = Loop().Run(TextWriter.Synchronized(log), stop.Token);
        await Eventually.Holds(
            () => log.ToString().Contains("could not be told", StringComparison.Ordinal), Cancellation);
        Assert.Contains("etcd is away", log.ToString(), StringComparison.Ordinal);

        _api.IsBroken = false;
        await Eventually.Holds(() =>
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            return _api.Condition("SgxQuotingReady") is not null;
        }, Cancellation);
        await stop.CancelAsync();
        await running;
    }

    [Theory]
    [InlineData("/events", "event")]
    [InlineData("/status/capacity", "resources")]
    public async Task What_is_refused_alone_keeps_nothing_else_back_and_is_tried_again(string refused, string named)
    {
        await using var agent = await StartAgent();
        using var log = new StringWriter();
        var loop = Loop();
        _api.Refused = refused;
        await loop.Turn(log, Cancellation);

        Assert.Equal("True", (string?)_api.Condition("SgxQuotingReady")!["status"]);
        Assert.Equal(["somebody/elses"], Taints);
        Assert.Contains($"the {named} could not be told", Assert.Single(Lines(log)), StringComparison.Ordinal);
        Assert.Equal(named == "event" ? 0 : 1, _api.Events.Count);
        Assert.Equal(named == "event", Capacity is not null);

        _api.Refused = null;
        _clock.Advance(TimeSpan.FromSeconds(5));
        await loop.Turn(log, Cancellation);
        _ = Assert.Single(_api.Events);
        Assert.Equal("549755813888", Capacity);
        // Once the condition is told, it is left alone until a minute has passed.
        Assert.Equal("2026-03-14T15:09:26Z", (string?)_api.Condition("SgxQuotingReady")!["lastHeartbeatTime"]);
    }

    [Fact]
    public async Task Clean_leaves_nothing_behind_and_can_be_repeated()
    {
        await Loop().Turn(TextWriter.Null, Cancellation);
        var node = new NodeObject(_api.Cluster, Options(), _clock);
        await node.Clean(Cancellation);
        await node.Clean(Cancellation);

        Assert.Null(_api.Condition("SgxQuotingReady"));
        Assert.Null(_api.Node["status"]!["capacity"]![Epc]);
        Assert.Equal(["somebody/elses"], Taints);
        Assert.NotNull(_api.Condition("Ready"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_stays_after_cleaning_only_if_it_is_to(bool isStaying)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await Loop().Turn(TextWriter.Null, Cancellation);
        using var log = new StringWriter();
        var node = new NodeObject(_api.Cluster, Options(), _clock);

        var running = NodeStatusCommand.CleanUp(node, isStaying, log, stop.Token);
        if (isStaying)
            await Eventually.Holds(() => log.ToString().Length > 0, Cancellation);
        else
            await running;

        Assert.Null(_api.Condition("SgxQuotingReady"));
        Assert.Contains("nothing of it any more", log.ToString(), StringComparison.Ordinal);
        Assert.Equal(isStaying, !running.IsCompleted);
        await stop.CancelAsync();
        await running;
    }

    private IEnumerable<string?> Taints =>
        _api.Node["spec"]!["taints"]!.AsArray().Select(taint => (string?)taint!["key"]);

    private string? Capacity => (string?)_api.Node["status"]!["capacity"]![Epc];

    private static string[] Lines(StringWriter log) =>
        log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private NodeStatusOptions Options() => new()
    {
        Node = FakeApiServer.NodeName,
        SocketPath = Socket,
        Condition = "SgxQuotingReady",
        Taint = Taint,
        Capacity = new Dictionary<string, ResourceUnits> { [Epc] = ResourceUnits.Parse("549755813888")! },
    };

    private NodeStatusLoop Loop() => new(
        new(_api.Cluster, Options(), _clock),
        new AesmClient(new() { SocketPath = Socket, Patience = TimeSpan.Zero }), Options(), _clock);

    private Task<TestAgent> StartAgent() => TestAgent.Start(Path.Combine(_folder.Path, "state"), Socket);
}
