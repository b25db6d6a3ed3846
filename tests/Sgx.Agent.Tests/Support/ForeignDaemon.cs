using System.Net.Sockets;

namespace Sgx.Agent.Tests.Support;

/// <summary>A daemon of another make: it hangs up on what it does not know, as aesmd does.</summary>
internal sealed class ForeignDaemon : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public ForeignDaemon(string path)
    {
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        _ = Task.Run(Serve);
    }

    public void Dispose() => _listener.Dispose();

    private async Task Serve()
    {
        try
        {
            while (true)
                _ = HangUp(await _listener.AcceptAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task HangUp(Socket client)
    {
        using (client)
            _ = await client.ReceiveAsync(new byte[1024]);
    }
}
