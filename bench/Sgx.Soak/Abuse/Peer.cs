using System.Net.Sockets;
using System.Runtime.InteropServices;
using Sgx.Soak.Linux;

namespace Sgx.Soak.Abuse;

/// <summary>A connection on which one does what no client does. That the agent hangs up is no surprise.</summary>
internal sealed class Peer : IDisposable
{
    private const int TimeoutMilliseconds = 15_000;

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
    {
        SendTimeout = TimeoutMilliseconds, ReceiveTimeout = TimeoutMilliseconds,
    };

    /// <exception cref="SocketException">Nobody listens, or nobody accepts in time.</exception>
    public Peer(UnixDomainSocketEndPoint service)
    {
        try
        {
            _socket.Connect(service);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends, unless the agent has hung up.</summary>
    public bool Send(ReadOnlySpan<byte> bytes)
    {
        _ = _socket.Send(bytes, SocketFlags.None, out var error);
        return error is SocketError.Success;
    }

    /// <summary>Sends one byte with a descriptor attached.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The kernel refuses.</exception>
    public void SendWith(SafeHandle descriptor) => Libc.SendDescriptor(_socket.SafeHandle, descriptor);

    /// <summary>Says that nothing more comes, unless the agent has hung up.</summary>
    public void EndSending()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // Hung up.
        }
    }

    /// <summary>Reads until the agent hangs up.</summary>
    public void AwaitEnd()
    {
        Span<byte> buffer = stackalloc byte[4096];
        while (_socket.Receive(buffer, SocketFlags.None, out _) > 0)
        {
            // What it says does not matter.
        }
    }

    public void Dispose() => _socket.Dispose();
}
