using Grpc.Core;
using Microsoft.Extensions.Logging;
using Sgx.Agent.DevicePlugin.Allocating;
using Sgx.Agent.DevicePlugin.Resources;
using Sgx.Agent.Kubelet.DevicePlugin;
using Api = Sgx.Agent.Kubelet.DevicePlugin;

namespace Sgx.Agent.DevicePlugin.Registration;

/// <summary>What the kubelet calls: one resource's half of its device plugin API.</summary>
internal sealed partial class PluginService(
    PublishedResource resource, Allocator allocator, Watchers watchers, ILogger<PluginService> log,
    CancellationToken stopping) : Api.DevicePlugin.DevicePluginBase
{
    public override Task<DevicePluginOptions> GetDevicePluginOptions(Empty request, ServerCallContext context) =>
        Task.FromResult(new DevicePluginOptions());

    /// <summary>The list of all units, and again whenever their health changes, until either side stops.</summary>
    /// <remarks>
    /// The end of the stream is no empty list: that would take the resource from the node at once, while after a mere
    /// end the kubelet waits five minutes for another stream.
    /// </remarks>
    public override async Task ListAndWatch(
        Empty request, IServerStreamWriter<ListAndWatchResponse> responseStream, ServerCallContext context)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, stopping);
        using var watcher = watchers.Enter();
        try
        {
            while (true)
            {
                var now = resource.Now;
                await responseStream.WriteAsync(resource.List(now.IsHealthy), stop.Token);
                await now.Change.Task.WaitAsync(stop.Token);
            }
        }
        catch (Exception e) when (stop.IsCancellationRequested
            && e is OperationCanceledException or IOException or RpcException or InvalidOperationException)
        {
            // The kubelet went, or we are told to.
        }
    }

    public override async Task<AllocateResponse> Allocate(AllocateRequest request, ServerCallContext context)
    {
        try
        {
            return await allocator.Allocate(request, context.CancellationToken);
        }
        catch (RpcException e)
        {
            Log.Refused(log, e.Status.Detail);
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "no allocation: {Why}")]
        public static partial void Refused(ILogger logger, string why);
    }
}
