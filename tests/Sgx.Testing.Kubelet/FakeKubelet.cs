using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sgx.Agent.Kubelet.DevicePlugin;
using Sgx.Agent.Kubelet.PodResources;
using Api = Sgx.Agent.Kubelet.DevicePlugin;

namespace Sgx.Testing.Kubelet;

/// <summary>A kubelet's device manager as that of 1.36 behaves, without containers.</summary>
/// <remarks>
/// It dials with the authority <c>localhost</c>, asks options and opens the list before Register returns, refuses
/// messages over 4 MiB, wipes the sockets when it starts, and keeps what is allocated when it does. It then admits its
/// pods again, here always before a plugin is back, which is the worst order.
/// </remarks>
internal sealed class FakeKubelet : IAsyncDisposable
{
    private const string SocketName = "kubelet.sock", Checkpoint = "kubelet_internal_checkpoint";
    private const int MaxMessage = 4 * 1024 * 1024;

    private readonly string _plugins, _podResources;
    private readonly ConcurrentDictionary<string, PluginEndpoint> _endpoints = [];
    private readonly List<AllocatedContainer> _containers = [];
    private WebApplication? _server;
    private int _registrations, _listings;

    /// <param name="folder">What is <c>/var/lib/kubelet</c> elsewhere.</param>
    public FakeKubelet(string folder)
    {
        _plugins = Path.Combine(folder, "device-plugins");
        _podResources = Path.Combine(folder, "pod-resources");
    }

    /// <summary>Where plugins have their sockets.</summary>
    public string PluginFolder => _plugins;

    /// <summary>Where pods' resources are told.</summary>
    public string PodResourcesSocket => Path.Combine(_podResources, SocketName);

    /// <summary>How often a plugin has registered.</summary>
    public int Registrations => _registrations;

    /// <summary>How often it was asked what pods have.</summary>
    public int Listings => _listings;

    /// <summary>Whether plugins are called by their sockets' paths, as kubelets before 1.26 do.</summary>
    public bool DialsByPath { get; init; }

    /// <summary>Whether a plugin that was called so refused the call, and answered one by another name.</summary>
    public bool OldCallWasRefused { get; private set; }

    /// <summary>Whether plugins are refused.</summary>
    public bool Refuses { get; set; }

    public async Task Start()
    {
        _ = Directory.CreateDirectory(_plugins);
        _ = Directory.CreateDirectory(_podResources);
        foreach (var file in Directory.GetFiles(_plugins).Where(file => Path.GetFileName(file) != Checkpoint))
            File.Delete(file);
        File.Delete(PodResourcesSocket);
        _server = Build();
        await _server.StartAsync();
    }

    /// <summary>Ends, and its connections with it; it leaves the plugins' sockets.</summary>
    public async Task Stop()
    {
        foreach (var endpoint in _endpoints.Values)
            await endpoint.DisposeAsync();
        _endpoints.Clear();
        if (_server is { } server)
        {
            using var now = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await server.StopAsync(now.Token);
            await server.DisposeAsync();
        }

        _server = null;
    }

    /// <summary>Ends, begins again and admits its pods once more.</summary>
    /// <returns>
    /// The pods that end as UnexpectedAdmissionError ("no healthy devices present"): a container that runs is spared,
    /// one that does not wants healthy units although it has its own (kubernetes/kubernetes#138446).
    /// </returns>
    public async Task<IReadOnlyList<string>> Restart()
    {
        await Stop();
        var refused = _containers.Where(container => !container.IsRunning && container.Ids.Count > 0)
            .Select(container => container.Pod).Distinct().ToList();
        refused.ForEach(Delete);
        await Start();
        return refused;
    }

    /// <summary>How many units the node has; those of a plugin that went count for five minutes.</summary>
    public int Capacity(string resource) =>
        _endpoints.TryGetValue(resource, out var endpoint) ? endpoint.Devices.Count : 0;

    /// <summary>How many units pods could have: healthy ones, none when the list's stream has ended.</summary>
    public int Allocatable(string resource) => _endpoints.TryGetValue(resource, out var endpoint)
        ? endpoint.Devices.Count(device => device.Health == "Healthy")
        : 0;

    /// <summary>Lets the five minutes pass that a plugin has to come back.</summary>
    public void EndGrace()
    {
        foreach (var (resource, _) in _endpoints.Where(endpoint => endpoint.Value.HasEnded))
            _ = _endpoints.TryRemove(resource, out _);
    }

    /// <summary>Admits a container: allocates its units and asks each plugin for what comes with them.</summary>
    /// <returns>As the runtime gets it: of two mounts at one place the first counts, and of variables.</returns>
    /// <exception cref="RpcException">A plugin refuses; the pod ends as UnexpectedAdmissionError.</exception>
    public Task<ContainerAllocateResponse> Admit(
        string pod, string container, params (string Resource, int Count)[] limits) =>
        Admit(new AllocatedContainer(pod, container, IsInitial: false, []) { IsRunning = true }, limits);

    /// <summary>
    /// Admits an init container that does not restart, and is done at once: it is not listed, keeps its units as long
    /// as its pod, and the containers of its pod that are admitted later are given the same ones.
    /// </summary>
    /// <returns>As for any other container.</returns>
    public Task<ContainerAllocateResponse> AdmitInitial(
        string pod, string container, params (string Resource, int Count)[] limits) =>
        Admit(new AllocatedContainer(pod, container, IsInitial: true, []), limits);

    /// <summary>Starts a container of an admitted pod once more, as after a crash: nobody is asked again.</summary>
    /// <returns>What it was given when it was admitted.</returns>
    public ContainerAllocateResponse RestartInPlace(string pod, string container)
    {
        var again = Find(pod, container);
        again.IsRunning = true;
        return again.Given;
    }

    /// <summary>A container ends, and is not started again yet: CrashLoopBackOff.</summary>
    public void Crash(string pod, string container) => Find(pod, container).IsRunning = false;

    /// <summary>Asks a plugin for ids whether they are free or not.</summary>
    public async Task<ContainerAllocateResponse> Allocate(string resource, params string[] ids) =>
        await _endpoints[resource].Allocate(ids);

    /// <summary>Ends the talk with a plugin, as after a message that it does not take.</summary>
    public async Task HangUp(string resource) => await _endpoints[resource].DisposeAsync();

    /// <summary>Deletes a pod: its units are free again.</summary>
    public void Delete(string pod) => _ = _containers.RemoveAll(container => container.Pod == pod);

    /// <summary>What the pod resources API tells: an entry for each device id.</summary>
    public ListPodResourcesResponse PodResources()
    {
        var response = new ListPodResourcesResponse();
        foreach (var pod in _containers.GroupBy(container => container.Pod))
        {
            var resources = new PodResources { Name = pod.Key, Namespace = "default" };
            resources.Containers.AddRange(pod.Where(container => !container.IsInitial).Select(Describe));
            response.PodResources.Add(resources);
        }

        return response;
    }

    public async ValueTask DisposeAsync() => await Stop();

    private async Task<ContainerAllocateResponse> Admit(
        AllocatedContainer admitted, (string Resource, int Count)[] limits)
    {
        var all = new ContainerAllocateResponse();
        foreach (var (resource, count) in limits)
        {
            var ids = Reusable(admitted.Pod, resource).Concat(Free(resource)).Take(count).ToList();
            if (ids.Count < count)
                throw new InvalidOperationException($"{resource}: {ids.Count} of {count} units are free");
            admitted.Ids[resource] = ids;
            Merge(all, await _endpoints[resource].Allocate(ids));
        }

        _containers.Add(admitted with { Given = all });
        return all;
    }

    private AllocatedContainer Find(string pod, string container) =>
        _containers.Find(one => one.Pod == pod && one.Name == container)
            ?? throw new InvalidOperationException($"there is no container {container} of {pod}");

    private static ContainerResources Describe(AllocatedContainer container)
    {
        var resources = new ContainerResources { Name = container.Name };
        foreach (var (resource, ids) in container.Ids)
            resources.Devices.AddRange(ids.Select(
                id => new ContainerDevices { ResourceName = resource, DeviceIds = { id } }));
        return resources;
    }

    private static void Merge(ContainerAllocateResponse all, ContainerAllocateResponse one)
    {
        foreach (var (name, value) in one.Envs)
            _ = all.Envs.TryAdd(name, value);
        all.Mounts.AddRange(one.Mounts.Where(
            mount => all.Mounts.All(earlier => earlier.ContainerPath != mount.ContainerPath)));
        all.Devices.AddRange(one.Devices.Where(
            device => all.Devices.All(earlier => earlier.ContainerPath != device.ContainerPath)));
    }

    private IEnumerable<string> Free(string resource)
    {
        var taken = _containers.SelectMany(c => c.Ids.GetValueOrDefault(resource, [])).ToHashSet();
        return _endpoints.TryGetValue(resource, out var endpoint)
            ? endpoint.Devices.Where(d => d.Health == "Healthy").Select(d => d.ID).Where(id => !taken.Contains(id))
            : [];
    }

    private IEnumerable<string> Reusable(string pod, string resource)
    {
        var of = _containers.Where(container => container.Pod == pod).ToLookup(container => container.IsInitial);
        var kept = of[false].SelectMany(container => container.Ids.GetValueOrDefault(resource, []));
        return of[true].SelectMany(container => container.Ids.GetValueOrDefault(resource, [])).Distinct().Except(kept);
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.Services.AddSingleton(new Registry(this)).AddSingleton(new Lister(this)).AddGrpc();
        _ = builder.WebHost.ConfigureKestrel(server =>
        {
            server.ListenUnixSocket(Path.Combine(_plugins, SocketName), s => s.Protocols = HttpProtocols.Http2);
            server.ListenUnixSocket(PodResourcesSocket, s => s.Protocols = HttpProtocols.Http2);
        });
        var server = builder.Build();
        _ = server.MapGrpcService<Registry>();
        _ = server.MapGrpcService<Lister>();
        return server;
    }

    private async Task Register(RegisterRequest request)
    {
        if (Refuses || request.Version != "v1beta1" || Path.GetFileName(request.Endpoint) != request.Endpoint)
            throw new RpcException(new(StatusCode.Unknown, "the fake kubelet refuses"));

        _ = Interlocked.Increment(ref _registrations);
        var socket = Path.Combine(_plugins, request.Endpoint);
        if (DialsByPath)
        {
            OldCallWasRefused = await OldKubeletCall.IsRefused(socket, socket)
                && !await OldKubeletCall.IsRefused(socket, "localhost");
            return;
        }

        var endpoint = await PluginEndpoint.Dial(socket, MaxMessage);
        if (_endpoints.TryGetValue(request.ResourceName, out var earlier))
            await earlier.DisposeAsync();
        _endpoints[request.ResourceName] = endpoint;
    }

    private sealed record AllocatedContainer(
        string Pod, string Name, bool IsInitial, Dictionary<string, IReadOnlyList<string>> Ids)
    {
        /// <summary>What it was given, which stands in the checkpoint.</summary>
        public ContainerAllocateResponse Given { get; init; } = new();

        public bool IsRunning { get; set; }
    }

    private sealed class Registry(FakeKubelet kubelet) : Api.Registration.RegistrationBase
    {
        public override async Task<Empty> Register(RegisterRequest request, ServerCallContext context)
        {
            await kubelet.Register(request);
            return new();
        }
    }

    private sealed class Lister(FakeKubelet kubelet) : PodResourcesLister.PodResourcesListerBase
    {
        public override Task<ListPodResourcesResponse> List(
            ListPodResourcesRequest request, ServerCallContext context)
        {
            _ = Interlocked.Increment(ref kubelet._listings);
            return Task.FromResult(kubelet.PodResources());
        }
    }
}
