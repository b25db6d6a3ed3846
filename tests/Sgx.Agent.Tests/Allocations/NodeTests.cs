using Sgx.Aesm;
using Sgx.Agent.Allocations;
using Sgx.Agent.DevicePlugin;
using Sgx.Agent.DevicePlugin.Resources;
using Sgx.Agent.Kubelet.DevicePlugin;
using Sgx.Agent.Tests.DevicePlugin;
using Sgx.Agent.Tests.Support;
using Sgx.Testing;
using Sgx.Testing.Kubelet;

namespace Sgx.Agent.Tests.Allocations;

/// <summary>Kubelet, device plugin and quoting service together.</summary>
public sealed class NodeTests : IAsyncDisposable
{
    private const int Pods = 110, AliveAtOnce = 10, BetweenMishaps = 11, BetweenRestarts = 3;

    private readonly TemporaryFolder _folder = new();
    private readonly AuditTrail _audit = new();
    private readonly List<string> _expected = [];
    private readonly HashSet<int> _afterRestart = [];
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
        var alive = new Queue<PodContainer>();

        for (var i = 0; i < Pods; i++)
        {
            if (alive.Count == AliveAtOnce)
                Delete(alive.Dequeue());
            alive.Enqueue(new($"pod-{i}", await _kubelet.Admit($"pod-{i}", "app", (Quoting, 1))));
            if (i % BetweenRestarts == 0)
                RestartInPlace(alive.ElementAt(i % alive.Count));
            await QuoteAll(alive);
            if (i % BetweenMishaps == BetweenMishaps - 1)
                await Mishap(i / BetweenMishaps, alive);
        }

        await Eventually.Holds(() => _audit.Callers.Count == _expected.Count, Cancellation);
        foreach (var container in alive)
            container.Dispose();
        AssertRightPodOrNobody();
    }

    private void AssertRightPodOrNobody()
    {
        var named = _audit.Callers.Zip(_expected).Index()
            .Where(one => !one.Item.First.StartsWith("allocation:", StringComparison.Ordinal))
            .ToList();
        Assert.All(named, one => Assert.Equal(one.Item.Second, one.Item.First));
        Assert.InRange(named.Select(one => one.Item.Second).Distinct().Count(), Pods / 2, Pods);
        Assert.InRange(named.Count(one => _afterRestart.Contains(one.Index)), Pods / 2, _afterRestart.Count);
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

    private void Delete(PodContainer container)
    {
        container.Dispose();
        _kubelet.Delete(container.Pod);
    }

    private void RestartInPlace(PodContainer container) =>
        container.Restart(_kubelet.RestartInPlace(container.Pod, "app"));

    private async Task RestartAndQuote(IEnumerable<PodContainer> containers)
    {
        foreach (var container in containers)
            RestartInPlace(container);
        await QuoteAll(containers);
    }

    private async Task QuoteAll(IEnumerable<PodContainer> containers)
    {
        foreach (var container in containers)
        {
            if (container.HasRestarted)
                _ = _afterRestart.Add(_expected.Count);
            await Quote(container.Pod, container.Socket);
        }
    }

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

    private Task Quote(string pod, AllocationToken token) =>
        Quote(pod, new AllocationFolders(PluginOptions.AllocationsFolder).SocketOf(token));

    private async Task Quote(string pod, string socket)
    {
        _ = await SimulatedApplication.Quote(
            new AesmClient(new() { SocketPath = socket, Timeout = TimeSpan.FromSeconds(30) }), pod, Cancellation);
        _expected.Add($"default/{pod}/app");
    }

    private async Task Mishap(int kind, IReadOnlyCollection<PodContainer> alive)
    {
        switch (kind % 5)
        {
            case 0:
                await _kubelet.Stop();
                await RestartAndQuote(alive);
                await _kubelet.Start();
                break;
            case 1:
                await _plugin!.DisposeAsync();
                await RestartAndQuote(alive);
                _plugin = RunningPlugin.Start(PluginOptions);
                break;
            case 2:
                await Reboot(alive);
                break;
            case 3:
                await _service.DisposeAsync();
                foreach (var container in alive)
                    RestartInPlace(container);
                _service = StartService();
                await QuoteAll(alive);
                break;
            default:
                var successor = StartService();
                await RestartAndQuote(alive);
                await _service.DisposeAsync();
                _service = successor;
                break;
        }

        await HasUnits();
    }

    // What is mounted goes with the temporary file system: every container is made again.
    private async Task Reboot(IReadOnlyCollection<PodContainer> alive)
    {
        await _service.DisposeAsync();
        Directory.Delete(PluginOptions.AllocationsFolder, recursive: true);
        _service = StartService();
        await RestartAndQuote(alive);
    }

    private Task HasUnits() => Eventually.Holds(() => _kubelet.Allocatable(Quoting) > 0, Cancellation);

    private RunningHelper StartService() => RunningHelper.Start(options => options with
    {
        SocketPath = PluginOptions.SocketPath,
        Output = _audit,
        IsAudited = true,
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

    /// <summary>The container of a pod, which keeps its allocation when it restarts in place.</summary>
    private sealed class PodContainer(string pod, ContainerAllocateResponse given) : IDisposable
    {
        private readonly string _folder = Assert.Single(given.Mounts).HostPath;
        private MountedFolder _mounted = new(Assert.Single(given.Mounts).HostPath);

        public string Pod { get; } = pod;

        public bool HasRestarted { get; private set; }

        public string Socket => _mounted.Socket;

        public void Restart(ContainerAllocateResponse given)
        {
            _mounted.Dispose();
            Assert.Equal(_folder, Assert.Single(given.Mounts).HostPath);
            _mounted = new(_folder);
            HasRestarted = true;
        }

        public void Dispose() => _mounted.Dispose();
    }
}
