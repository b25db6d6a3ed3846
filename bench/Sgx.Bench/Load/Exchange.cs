using System.Net;
using System.Net.Sockets;

namespace Sgx.Bench.Load;

/// <summary>One client's way to exchange frames: a connection for each, and every reply read to its end.</summary>
internal sealed class Exchange(EndPoint server)
{
    private const int TimeoutMilliseconds = 30_000;

    private readonly byte[] _buffer = new byte[16 * 1024];

    /// <summary>The reply to a frame. Valid until the next call.</summary>
    /// <exception cref="SocketException">Nobody listens, or the connection broke, or 30 s have passed.</exception>
    public ReadOnlySpan<byte> Reply(byte[] frame)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        {
            ReceiveTimeout = TimeoutMilliseconds,
        };
        socket.Connect(server);
        _ = socket.Send(frame);
        return _buffer.AsSpan(0, ReadToEnd(socket));
    }

    private int ReadToEnd(Socket socket)
    {
        var length = 0;
        while (length < _buffer.Length && socket.Receive(_buffer.AsSpan(length)) is > 0 and var more)
            length += more;
        return length;
    }
}
