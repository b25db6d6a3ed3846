using Google.Protobuf.Collections;
using Grpc.Core;
using Sgx.Agent.Allocations;
using Sgx.Agent.DevicePlugin.Devices;
using Sgx.Agent.DevicePlugin.Resources;
using Sgx.Agent.Kubelet.DevicePlugin;
using Sgx.Agent.Metrics;

namespace Sgx.Agent.DevicePlugin.Allocating;

/// <summary>What a container gets with units of a resource.</summary>
/// <param name="resource">The resource.</param>
/// <param name="nodes">The device nodes; null where devices are simulated.</param>
/// <param name="sockets">Gives a socket of its own; null where the resource brings none.</param>
/// <param name="metrics">Where containers are counted.</param>
internal sealed class Allocator(
    PublishedResource resource, DeviceNodes? nodes, SocketGrant? sockets, PluginMetrics metrics)
{
    private const string AesmVariable = "SGX_AESM_ADDR", AesmByOwnSocket = "1";
    private const string AesmFolder = "/var/run/aesmd";
    private const string ReadAndWrite = "rw";

    /// <summary>For each container what it gets.</summary>
    /// <exception cref="RpcException">
    /// An id that is no unit's, a device node that is gone, or an allocation that cannot be written down.
    /// </exception>
    public async Task<AllocateResponse> Allocate(AllocateRequest request, CancellationToken cancellation)
    {
        try
        {
            var response = await AllocateAll(request, cancellation);
            metrics.CountAllocation(resource.Name, isGiven: true);
            return response;
        }
        catch (RpcException)
        {
            metrics.CountAllocation(resource.Name, isGiven: false);
            throw;
        }
    }

    private async Task<AllocateResponse> AllocateAll(AllocateRequest request, CancellationToken cancellation)
    {
        foreach (var container in request.ContainerRequests)
            RequireUnits(container.DevicesIds);

        var response = new AllocateResponse();
        foreach (var container in request.ContainerRequests)
            response.ContainerResponses.Add(await Allocate(container, cancellation));
        return response;
    }

    private async Task<ContainerAllocateResponse> Allocate(
        ContainerAllocateRequest request, CancellationToken cancellation)
    {
        var response = new ContainerAllocateResponse();
        if (nodes is not null)
            response.Devices.AddRange(resource.Dialect.Nodes.SelectMany(Specs));
        if (sockets is null)
            return response;

        response.Envs.Add(AesmVariable, AesmByOwnSocket);
        response.Mounts.Add(new Mount
        {
            ContainerPath = AesmFolder,
            HostPath = await Give(sockets, request.DevicesIds, cancellation),
            ReadOnly = true,
        });
        return response;
    }

    private IEnumerable<DeviceSpec> Specs(DeviceNodeKind kind) => nodes!.Find(kind) switch
    {
        [] => throw new RpcException(new(
            StatusCode.FailedPrecondition, $"{resource.Name}: none of {DeviceNodes.Names(kind)} is there")),
        var found => found.Select(node => new DeviceSpec
        {
            ContainerPath = node.ContainerPath, HostPath = node.HostPath, Permissions = ReadAndWrite,
        }),
    };

    private async Task<string> Give(SocketGrant grant, IEnumerable<string> ids, CancellationToken cancellation)
    {
        try
        {
            return await grant.Give(resource.Name, [.. ids], cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The kubelet makes an event of it, for everybody to read.
            throw new RpcException(new(
                StatusCode.Unavailable, $"{resource.Name}: cannot write the allocation down, or make its folder: "
                    + AllocationToken.HideAnyIn(e.Message)));
        }
    }

    private void RequireUnits(RepeatedField<string> ids)
    {
        if (ids.Count == 0)
            throw new RpcException(new(
                StatusCode.InvalidArgument, $"{resource.Name}: a container must be allocated a unit at least"));
        if (ids.FirstOrDefault(id => resource.UnitOf(id) is null) is { } unknown)
            throw new RpcException(new(
                StatusCode.InvalidArgument,
                $"{resource.Name}: there is no unit '{unknown}' among {resource.Count}"));
    }
}
