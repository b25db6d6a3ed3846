using System.Net.Sockets;

namespace Sgx.Cli.Tests.Support;

/// <summary>A service that lets everybody connect and answers nobody.</summary>
internal sealed class SilentService : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public SilentService(string path)
    {
        _socket.Bind(new UnixDomainSocketEndPoint(path));
        _socket.Listen();
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
