using Google.Protobuf;
using Sgx.Aesm;
using Sgx.Aesm.Wire;
using Sgx.Agent.Linux;

namespace Sgx.Agent.Sockets;

/// <summary>Asks at the well-known path whether this very instance answers there, as a client would.</summary>
/// <remarks>
/// Blocking calls within a deadline: .NET's own sockets would keep a thread and memory for one call a second.
/// </remarks>
/// <param name="path">The path.</param>
/// <param name="instance">How this instance knows itself.</param>
internal sealed class SelfCheck(string path, string instance)
{
    private const int MaxReply = 4096;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);
    private static readonly byte[] Question = AesmFrame.Encode(new Request { Identify = new() });

    /// <summary>Whether this instance has answered itself in time.</summary>
    public Task<bool> Answers() => Task.Run(Ask);

    private bool Ask()
    {
        using var socket = BlockingClient.Connect(path, Deadline);
        try
        {
            return socket?.Send(Question) == Question.Length && IsOurs(Receive(socket));
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }

    private bool IsOurs(ReadOnlySpan<byte> reply) =>
        reply.Length > AesmFrame.PrefixSize
        && AesmFrame.BodyLength(reply) == reply.Length - AesmFrame.PrefixSize
        && Response.Parser.ParseFrom(reply[AesmFrame.PrefixSize..]).Identify?.Instance == instance;

    // Whoever answers bit by bit runs out of time.
    private static byte[] Receive(StreamSocket socket)
    {
        var (reply, length) = (new byte[MaxReply], 0);
        var end = Environment.TickCount64 + (long)Deadline.TotalMilliseconds;
        while (length < reply.Length && Environment.TickCount64 < end
            && socket.Receive(reply.AsSpan(length)) is > 0 and var more)
            length += more;
        return reply[..length];
    }
}
