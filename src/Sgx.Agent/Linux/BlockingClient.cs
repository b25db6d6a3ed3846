using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Agent.Linux;

/// <summary>A client of a UNIX socket whose calls block, each for a limited time.</summary>
/// <remarks>.NET's own sockets with a time limit bring a thread and a watch of their own along.</remarks>
internal static class BlockingClient
{
    private const int Stream = 1, CloseOnExec = 0x80000;
    private const int SocketLevel = 1, ReceiveTime = 20, SendTime = 21;

    /// <summary>Connects; null when nobody listens there, or does not take the connection in time.</summary>
    /// <param name="path">The socket.</param>
    /// <param name="time">What each call may take, whole milliseconds.</param>
    /// <returns>A socket whose calls return null when their time is up.</returns>
    public static StreamSocket? Connect(string path, TimeSpan time)
    {
        var descriptor = Libc.Socket(UnixAddress.Family, Stream | CloseOnExec, 0);
        if (descriptor < 0)
            return null;
        var socket = new StreamSocket(descriptor);
        var address = UnixAddress.Of(path);
        if (Limit(descriptor, ReceiveTime, time) && Limit(descriptor, SendTime, time)
            && Libc.Connect(descriptor, address, address.Length) == 0)
            return socket;
        socket.Dispose();
        return null;
    }

    // struct timeval: seconds and microseconds, 64 bits each.
    private static bool Limit(int descriptor, int option, TimeSpan time)
    {
        Span<byte> value = stackalloc byte[2 * sizeof(long)];
        WriteInt64LittleEndian(value, (long)time.TotalSeconds);
        WriteInt64LittleEndian(value[sizeof(long)..], time.Milliseconds * 1000L);
        return Libc.SetSocketOption(descriptor, SocketLevel, option, value, value.Length) == 0;
    }
}
