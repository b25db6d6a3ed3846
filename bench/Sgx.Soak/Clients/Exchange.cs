using System.Net.Sockets;
using Sgx.Aesm;
using Sgx.Aesm.Wire;

namespace Sgx.Soak.Clients;

/// <summary>Requests as Intel's client makes them: a connection each, prefix and body in two writes, one try.</summary>
/// <remarks>The second write is what kills an application by SIGPIPE when a service hangs up too early.</remarks>
internal sealed class Exchange(string socketPath)
{
    private const int TimeoutMilliseconds = 15_000;

    private readonly UnixDomainSocketEndPoint _service = new(socketPath);
    private readonly byte[] _reply = new byte[16 * 1024];

    /// <exception cref="SocketException">Nobody listens, the connection broke, or a step took 15 s.</exception>
    /// <exception cref="SoakException">The service hung up early, or sent more than it announced.</exception>
    public Response Ask(byte[] frame)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        {
            SendTimeout = TimeoutMilliseconds, ReceiveTimeout = TimeoutMilliseconds,
        };
        socket.Connect(_service);
        _ = socket.Send(frame.AsSpan(0, AesmFrame.PrefixSize));
        _ = socket.Send(frame.AsSpan(AesmFrame.PrefixSize));
        return Understand(ReadToEnd(socket));
    }

    /// <summary>The same in pieces, with a pause behind each.</summary>
    /// <exception cref="SocketException">Nobody listens, the connection broke, or a step took 15 s.</exception>
    /// <exception cref="SoakException">The service hung up early, or sent more than it announced.</exception>
    public Response AskSlowly(byte[] frame, int pieces, TimeSpan pause)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        {
            SendTimeout = TimeoutMilliseconds, ReceiveTimeout = TimeoutMilliseconds,
        };
        socket.Connect(_service);
        foreach (var piece in frame.Chunk(Math.Max(1, frame.Length / pieces)))
        {
            _ = socket.Send(piece);
            Thread.Sleep(pause);
        }

        return Understand(ReadToEnd(socket));
    }

    private static Response Understand(ReadOnlySpan<byte> reply)
    {
        if (reply.Length < AesmFrame.PrefixSize || AesmFrame.BodyLength(reply) != reply.Length - AesmFrame.PrefixSize)
            throw new SoakException($"hung up after {reply.Length} bytes of an answer");
        return Response.Parser.ParseFrom(reply[AesmFrame.PrefixSize..]);
    }

    private ReadOnlySpan<byte> ReadToEnd(Socket socket)
    {
        var length = 0;
        while (length < _reply.Length && socket.Receive(_reply.AsSpan(length)) is > 0 and var more)
            length += more;
        return _reply.AsSpan(0, length);
    }
}
