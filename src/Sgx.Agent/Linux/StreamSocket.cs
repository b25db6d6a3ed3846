using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Agent.Linux;

/// <summary>A connected, non-blocking stream socket. For one thread.</summary>
internal sealed class StreamSocket(int descriptor) : IDisposable
{
    private const int CloseOnExecNonBlocking = 0x80000 | 0x800;
    private const int NoSignal = 0x4000;
    private const int SocketLevel = 1, PeerCredentialsOption = 17;

    // What a peer does not read stays in the system's memory, on our account, even when we have hung up. Epoll finds
    // room again when three quarters of the socket's buffer (208 KiB by default) are free, so with so many zeros a call
    // half of it is the most that is taken. A client asks for far fewer, and gets all of them in one call.
    private static readonly byte[] Zeros = new byte[64 * 1024];

    public int Descriptor { get; } = descriptor;

    /// <summary>The next connection that waits at a listener, or null with the reason why there is none.</summary>
    public static StreamSocket? Accept(int listener, out Errno reason)
    {
        var descriptor = Libc.Accept(listener, 0, 0, CloseOnExecNonBlocking);
        reason = descriptor < 0 ? SystemCall.LastError : default;
        return descriptor < 0 ? null : new(descriptor);
    }

    /// <summary>Reads what is there.</summary>
    /// <returns>Bytes read; 0 at the end; null when nothing is there yet; -1 when the peer is gone.</returns>
    public int? Receive(Span<byte> buffer) => Outcome(Libc.Receive(Descriptor, buffer, buffer.Length, 0));

    /// <summary>Sends as much as the peer's buffer takes; a peer that is gone is no signal.</summary>
    /// <returns>Bytes sent; null when there is no room now; -1 when the peer is gone.</returns>
    public int? Send(ReadOnlySpan<byte> bytes) => Outcome(Libc.Send(Descriptor, bytes, bytes.Length, NoSignal));

    /// <summary>Likewise bytes and zeros behind them, in one call: clients read badly what comes in pieces.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="zeros">How many zeros; beyond 64 KiB some are left for the next call.</param>
    /// <returns>As above, the zeros among the bytes sent.</returns>
    public int? Send(ReadOnlySpan<byte> bytes, int zeros)
    {
        if (zeros == 0)
            return Send(bytes);
        var behind = Zeros.AsSpan(0, Math.Min(zeros, Zeros.Length));
        return Outcome(Libc.SendMessage(Descriptor, bytes, behind, NoSignal));
    }

    /// <summary>Who connected; null when the system does not say.</summary>
    public PeerCredentials? Peer() => PeerOf(Descriptor);

    /// <summary>Who is at the other end of any connected socket; null when the system does not say.</summary>
    public static PeerCredentials? PeerOf(int descriptor)
    {
        // struct ucred: pid, uid, gid, each of 32 bits.
        Span<byte> credentials = stackalloc byte[3 * sizeof(uint)];
        var length = credentials.Length;
        var result = Libc.GetSocketOption(descriptor, SocketLevel, PeerCredentialsOption, credentials, ref length);
        if (result < 0 || length != credentials.Length)
            return null;
        return new(
            ReadInt32LittleEndian(credentials),
            ReadUInt32LittleEndian(credentials[4..]),
            ReadUInt32LittleEndian(credentials[8..]));
    }

    public void Dispose() => _ = Libc.Close(Descriptor);

    private static int? Outcome(nint result) => result >= 0
        ? (int)result
        : SystemCall.LastError is Errno.TryAgain or Errno.Interrupted ? null : -1;
}

/// <summary>Who a peer was when it connected, by SO_PEERCRED: a hint.</summary>
/// <param name="ProcessId">0 when the peer is in a pid namespace that is not visible from here.</param>
/// <param name="UserId">As seen from this user namespace.</param>
/// <param name="GroupId">As seen from this user namespace.</param>
internal readonly record struct PeerCredentials(int ProcessId, uint UserId, uint GroupId);
