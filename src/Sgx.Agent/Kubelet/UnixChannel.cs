using System.Net.Sockets;
using Grpc.Net.Client;

namespace Sgx.Agent.Kubelet;

/// <summary>A gRPC channel over a UNIX socket, as the kubelet and its plugins talk.</summary>
internal static class UnixChannel
{
    // What the peer is told it is called; it does not matter on such a socket.
    private const string Authority = "http://localhost";

    // What gRPC takes of a message unless told otherwise, bytes.
    private const int UsualMaxMessage = 4 * 1024 * 1024;

    /// <summary>A channel that connects when it is first used, and belongs to the caller.</summary>
    /// <param name="path">The socket.</param>
    /// <param name="maxMessage">How large an answer may be, bytes.</param>
    public static GrpcChannel Open(string path, int maxMessage = UsualMaxMessage) => GrpcChannel.ForAddress(
        Authority,
        new()
        {
            HttpHandler = new SocketsHttpHandler
            {
                UseProxy = false,
                ConnectCallback = async (_, cancellation) =>
                    new NetworkStream(await Connect(path, cancellation), ownsSocket: true),
            },
            DisposeHttpClient = true,
            MaxReceiveMessageSize = maxMessage,
        });

    /// <summary>Connects to a socket.</summary>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    public static async Task<Socket> Connect(string path, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
