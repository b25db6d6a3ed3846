using System.Net;
using System.Net.Sockets;

namespace Sgx.Agent.Tests.Support;

/// <summary>Peers that connect over TCP and say nothing.</summary>
internal sealed class SilentPeers : IDisposable
{
    private readonly List<Socket> _peers = [];

    public static async Task<SilentPeers> Connect(IPEndPoint address, int count, CancellationToken cancellation)
    {
        var peers = new SilentPeers();
        for (var i = 0; i < count; i++)
        {
            var peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            peers._peers.Add(peer);
            await peer.ConnectAsync(address, cancellation).AsTask()
                .WaitAsync(TimeSpan.FromSeconds(60), cancellation);
        }

        return peers;
    }

    /// <summary>Those that were not hung up on.</summary>
    public int Connected => _peers.Count(peer => !HasEnded(peer));

    public void Dispose() => _peers.ForEach(peer => peer.Dispose());

    private static bool HasEnded(Socket peer)
    {
        try
        {
            return peer.Poll(0, SelectMode.SelectRead) && peer.Receive(new byte[1]) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
