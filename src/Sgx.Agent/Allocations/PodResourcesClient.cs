using Grpc.Core;
using Grpc.Net.Client;
using Sgx.Agent.Kubelet;
using Sgx.Agent.Kubelet.PodResources;

namespace Sgx.Agent.Allocations;

/// <summary>Asks the kubelet which pod has which units, over its pod-resources socket.</summary>
internal sealed class PodResourcesClient : IDisposable
{
    // 100 GiB in units of 1 MiB are some 5 MB.
    private const int MaxMessage = 64 * 1024 * 1024;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly GrpcChannel _channel;
    private readonly PodResourcesLister.PodResourcesListerClient _client;

    public PodResourcesClient(string socket)
    {
        _channel = UnixChannel.Open(socket, MaxMessage);
        _client = new(_channel);
    }

    /// <summary>All pods of the node and what they have.</summary>
    /// <exception cref="RpcException">The kubelet is not there, does not answer within 10 s, or refuses.</exception>
    /// <exception cref="OperationCanceledException">Told to stop.</exception>
    public async Task<ListPodResourcesResponse> List(CancellationToken cancellation)
    {
        try
        {
            var end = DateTime.UtcNow + Deadline;
            return await _client.ListAsync(new(), deadline: end, cancellationToken: cancellation);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Cancelled && cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellation);
        }
    }

    public void Dispose() => _channel.Dispose();
}
