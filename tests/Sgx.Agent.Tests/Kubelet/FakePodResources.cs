using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sgx.Agent.Callers;
using Sgx.Agent.Kubelet.PodResources;

namespace Sgx.Agent.Tests.Kubelet;

/// <summary>A kubelet's pod-resources API on a UNIX socket, as 1.36 answers it: an entry for each device id.</summary>
internal sealed class FakePodResources : PodResourcesLister.PodResourcesListerBase, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ContainerName, List<(string Resource, string Id)>> _units = [];
    private readonly HashSet<ContainerName> _initial = [];
    private readonly WebApplication _server;
    private int _listings;

    private FakePodResources(string socket)
    {
        var builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.ConfigureKestrel(
            server => server.ListenUnixSocket(socket, listen => listen.Protocols = HttpProtocols.Http2));
        _ = builder.Services.AddSingleton(this);
        _ = builder.Services.AddGrpc();
        _server = builder.Build();
        _ = _server.MapGrpcService<FakePodResources>();
    }

    /// <summary>Serves at a path; the node has a pod without units, as every node has.</summary>
    public static async Task<FakePodResources> Start(string socket)
    {
        var kubelet = new FakePodResources(socket);
        kubelet.Give(new("kube-system", "bystander", "main"), "none");
        await kubelet._server.StartAsync();
        return kubelet;
    }

    /// <summary>How often it was asked and has answered.</summary>
    public int Listings => _listings;

    /// <summary>When set, it refuses.</summary>
    public bool IsFailing { get; set; }

    /// <summary>Awaited after it has made up its mind, before it answers.</summary>
    public Func<Task> BeforeAnswer { get; set; } = () => Task.CompletedTask;

    /// <summary>A container has these units from now on.</summary>
    public void Give(ContainerName container, string resource, params IEnumerable<string> ids)
    {
        lock (_lock)
            _units[container] = [.. ids.Select(id => (resource, id))];
    }

    /// <summary>An init container that does not restart has these units: its pod is listed, it is not.</summary>
    public void GiveInitial(ContainerName container, string resource, params IEnumerable<string> ids)
    {
        lock (_lock)
            _ = _initial.Add(container);
        Give(container, resource, ids);
    }

    /// <summary>A container is gone, and its units are free.</summary>
    public void End(ContainerName container)
    {
        lock (_lock)
            _ = _units.Remove(container);
    }

    public override async Task<ListPodResourcesResponse> List(
        ListPodResourcesRequest request, ServerCallContext context)
    {
        if (IsFailing)
            throw new RpcException(new(StatusCode.Unavailable, "told to fail"));
        var response = Response();
        await BeforeAnswer();
        _ = Interlocked.Increment(ref _listings);
        return response;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    private ListPodResourcesResponse Response()
    {
        lock (_lock)
        {
            return new()
            {
                PodResources =
                {
                    _units.GroupBy(one => (one.Key.Namespace, one.Key.Pod)).Select(pod => new PodResources
                    {
                        Namespace = pod.Key.Namespace,
                        Name = pod.Key.Pod,
                        Containers =
                        {
                            pod.Where(one => !_initial.Contains(one.Key))
                                .Select(one => Resources(one.Key.Container, one.Value)),
                        },
                    }),
                },
            };
        }
    }

    private static ContainerResources Resources(string name, List<(string Resource, string Id)> units) => new()
    {
        Name = name,
        Devices =
        {
            units.Select(unit => new ContainerDevices { ResourceName = unit.Resource, DeviceIds = { unit.Id } }),
        },
    };
}
