using Sgx.Aesm;
using Sgx.Agent.Allocations;
using Sgx.Agent.DevicePlugin;
using Sgx.Agent.DevicePlugin.Resources;
using Sgx.Agent.Kubelet.DevicePlugin;
using Sgx.Agent.Tests.DevicePlugin;
using Sgx.Agent.Tests.Kubelet;
using Sgx.Agent.Tests.Support;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Allocations;

/// <summary>Kubelet, device plugin and quoting service together.</summary>
public sealed class NodeTests : IAsyncDisposable
{
    private const int Pods = 110, AliveAtOnce = 10, BetweenMishaps = 11;

    private readonly TemporaryFolder _folder = new();
    private readonly AuditTrail _audit = new();
    private readonly List<string> _expected = [];
    private readonly FakeKubelet _kubelet;
    private RunningHelper _service;
    private RunningPlugin? _plugin;

    public NodeTests()
    {
        _kubelet = new(_folder.Path);
        _service = StartService();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Quoting => ResourceDialects.Quoting.Name;

    private PluginOptions PluginOptions =>
        RunningPlugin.Options(_folder) with { Resources = [ResourceDialects.Quoting] };

    public async ValueTask DisposeAsync()
    {
        if (_plugin is { } plugin)
            await plugin.DisposeAsync();
        await _kubelet.DisposeAsync();
        await _service.DisposeAsync();
        await _audit.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Whatever_restarts_a_quote_is_audited_for_the_right_pod_or_for_nobody()
    {
        await _kubelet.Start();
        _plugin = RunningPlugin.Start(PluginOptions);
        await HasUnits();
        var alive = new Queue<(string Pod, AllocationToken Token)>();

        for (var i = 0; i < Pods; i++)
        {
            if (alive.Count == AliveAtOnce)
                _kubelet.Delete(alive.Dequeue().Pod);
            alive.Enqueue(await Admit($"pod-{i}"));
            foreach (var (pod, token) in alive)
                await Quote(pod, token);
            if (i % BetweenMishaps == BetweenMishaps - 1)
                await Mishap(i / BetweenMishaps);
        }

        await Eventually.Holds(() => _audit.Callers.Count == _expected.Count, Cancellation);
        var named = _audit.Callers.Zip(_expected)
            .Where(pair => !pair.First.StartsWith("allocation:", StringComparison.Ordinal))
            .ToList();
        Assert.All(named, pair => Assert.Equal(pair.Second, pair.First));
        Assert.InRange(named.Select(pair => pair.Second).Distinct().Count(), Pods / 2, Pods);
    }

    [Fact]
    public async Task What_is_left_of_pods_that_are_gone_is_removed()
    {
        await _kubelet.Start();
        _plugin = RunningPlugin.Start(PluginOptions);
        await HasUnits();
        for (var i = 0; i < AliveAtOnce; i++)
            await QuoteUntilNamed($"pod-{i}", (await Admit($"pod-{i}")).Token);
        var last = await Admit("the last");

        for (var i = 0; i < AliveAtOnce; i++)
            _kubelet.Delete($"pod-{i}");

        var journal = new AllocationJournal(PluginOptions.JournalFolder);
        await Eventually.Holds(() => journal.Tokens() is [var token] && token == last.Token, Cancellation);
        await Eventually.Holds(
            () => Directory.GetDirectories(PluginOptions.AllocationsFolder).Length == 1, Cancellation);
        await Quote("the last", last.Token);
    }

    [Fact]
    public async Task An_init_container_has_its_socket_as_long_as_its_pod()
    {
        await _kubelet.Start();
        _plugin = RunningPlugin.Start(PluginOptions);
        await HasUnits();
        var last = await Admit("the last");
        var initial = TokenOf(await _kubelet.AdmitInitial("pod", "init", (Quoting, 1)));
        await QuoteUntilNamed("pod", (await Admit("pod")).Token);
        await QuoteUntilNamed("the last", last.Token);

        var sweeps = _kubelet.Listings + 5;
        await Eventually.Holds(() => _kubelet.Listings >= sweeps, Cancellation);
        await Quote("pod", initial);
        _kubelet.Delete("pod");

        var journal = new AllocationJournal(PluginOptions.JournalFolder);
        await Eventually.Holds(() => journal.Tokens() is [var token] && token == last.Token, Cancellation);
    }

    private async Task<(string Pod, AllocationToken Token)> Admit(string pod) =>
        (pod, TokenOf(await _kubelet.Admit(pod, "app", (Quoting, 1))));

    private static AllocationToken TokenOf(ContainerAllocateResponse given)
    {
        var folder = Path.GetFileName(Assert.Single(given.Mounts).HostPath);
        Assert.True(AllocationToken.TryParse(folder, out var token));
        return token;
    }

    private Task QuoteUntilNamed(string pod, AllocationToken token) => Eventually.Holds(async () =>
    {
        await Quote(pod, token);
        return _audit.Callers.Contains($"default/{pod}/app");
    }, Cancellation);

    private async Task Quote(string pod, AllocationToken token)
    {
        var socket = new AllocationFolders(PluginOptions.AllocationsFolder).SocketOf(token);
        _ = await SimulatedApplication.Quote(
            new AesmClient(new() { SocketPath = socket, Timeout = TimeSpan.FromSeconds(30) }), pod, Cancellation);
        _expected.Add($"default/{pod}/app");
    }

    private async Task Mishap(int kind)
    {
        switch (kind % 4)
        {
            case 0:
                await _kubelet.Restart();
                break;
            case 1:
                await _plugin!.DisposeAsync();
                _plugin = RunningPlugin.Start(PluginOptions);
                break;
            case 2:
                await _service.DisposeAsync();
                Directory.Delete(PluginOptions.AllocationsFolder, recursive: true);
                _service = StartService();
                break;
            default:
                var successor = StartService();
                await _service.DisposeAsync();
                _service = successor;
                break;
        }

        await HasUnits();
    }

    private Task HasUnits() => Eventually.Holds(() => _kubelet.Allocatable(Quoting) > 0, Cancellation);

    private RunningHelper StartService() => RunningHelper.Start(options => options with
    {
        SocketPath = PluginOptions.SocketPath,
        AuditTo = _audit,
        Allocations = new()
        {
            Folders = new(PluginOptions.AllocationsFolder),
            Journal = PluginOptions.JournalFolder,
            PodResources = _kubelet.PodResourcesSocket,
            PollInterval = TimeSpan.FromMilliseconds(50),
            LookUpPause = TimeSpan.FromMilliseconds(20),
            SweepInterval = TimeSpan.FromMilliseconds(500),
        },
    });
}
