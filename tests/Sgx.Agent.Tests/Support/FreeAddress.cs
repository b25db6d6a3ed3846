using System.Net;
using System.Net.Sockets;

namespace Sgx.Agent.Tests.Support;

/// <summary>An address of this machine at which nobody listens.</summary>
internal static class FreeAddress
{
    public static IPEndPoint Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }
}
