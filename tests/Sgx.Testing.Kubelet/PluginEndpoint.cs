using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Sgx.Agent.Kubelet;
using Sgx.Agent.Kubelet.DevicePlugin;
using Api = Sgx.Agent.Kubelet.DevicePlugin;

namespace Sgx.Testing.Kubelet;

/// <summary>A kubelet's end of the talk with one plugin.</summary>
internal sealed class PluginEndpoint : IAsyncDisposable
{
    private readonly GrpcChannel _channel;
    private readonly Api.DevicePlugin.DevicePluginClient _plugin;
    private readonly CancellationTokenSource _stop = new();
    private Task _watching = Task.CompletedTask;

    private PluginEndpoint(string path, int maxMessage)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
                new NetworkStream(await UnixChannel.Connect(path, cancellation), ownsSocket: true),
        };
        _channel = GrpcChannel.ForAddress(
            "http://localhost", new() { HttpHandler = handler, MaxReceiveMessageSize = maxMessage });
        _plugin = new(_channel);
    }

    /// <summary>The last list; its devices are unhealthy when the stream has ended.</summary>
    public IReadOnlyList<Device> Devices { get; private set; } = [];

    /// <summary>Whether the stream of lists has ended.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Asks the options and opens the list.</summary>
    public static async Task<PluginEndpoint> Dial(string path, int maxMessage)
    {
        var endpoint = new PluginEndpoint(path, maxMessage);
        var deadline = DateTime.UtcNow + TimeSpan.FromSeconds(10);
        _ = await endpoint._plugin.GetDevicePluginOptionsAsync(new(), deadline: deadline);
        endpoint._watching = endpoint.Watch();
        return endpoint;
    }

    public async Task<ContainerAllocateResponse> Allocate(IEnumerable<string> ids)
    {
        var container = new ContainerAllocateRequest();
        container.DevicesIds.AddRange(ids);
        var response = await _plugin.AllocateAsync(
            new() { ContainerRequests = { container } }, deadline: DateTime.UtcNow + TimeSpan.FromMinutes(1));
        return response.ContainerResponses.Single();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _channel.Dispose();
    }

    private async Task Watch()
    {
        try
        {
            using var stream = _plugin.ListAndWatch(new(), cancellationToken: _stop.Token);
            while (await stream.ResponseStream.MoveNext(_stop.Token))
                Devices = stream.ResponseStream.Current.Devices;
        }
        catch (RpcException)
        {
            // The plugin went, or said what a kubelet does not take.
        }

        Devices = [.. Devices.Select(device => new Device { ID = device.ID, Health = "Unhealthy" })];
        HasEnded = true;
    }
}
