using Grpc.Core;
using Sgx.Agent.Kubelet;
using Sgx.Agent.Linux;
using Api = Sgx.Agent.Kubelet.DevicePlugin;

namespace Sgx.Agent.DevicePlugin.Registration;

/// <summary>The kubelet's own socket in its folder, where plugins register.</summary>
internal sealed class KubeletSocket(string folder)
{
    private const string Name = "kubelet.sock";
    private const string ApiVersion = "v1beta1";

    private readonly string _path = Path.Combine(folder, Name);

    /// <summary>Which kubelet it is; null when there is none. A kubelet that starts makes it anew.</summary>
    public FileIdentity? Identity => FileIdentity.Of(_path);

    /// <summary>Registers a resource; the kubelet calls the plugin back before this returns.</summary>
    /// <exception cref="RpcException">The kubelet is away, too slow, or refuses.</exception>
    public async Task Register(string resource, string endpoint, TimeSpan deadline, CancellationToken cancellation)
    {
        using var channel = UnixChannel.Open(_path);
        var request = new Api.RegisterRequest
        {
            Version = ApiVersion, Endpoint = endpoint, ResourceName = resource, Options = new(),
        };
        try
        {
            _ = await new Api.Registration.RegistrationClient(channel).RegisterAsync(
                request, deadline: DateTime.UtcNow + deadline, cancellationToken: cancellation);
        }
        catch (RpcException e) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellation);
        }
    }
}
