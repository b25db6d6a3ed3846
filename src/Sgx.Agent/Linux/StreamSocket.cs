using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Agent.Linux;

/// <summary>A connected, non-blocking stream socket. For one thread.</summary>
/// <param name="descriptor">The socket, which now belongs to this.</param>
/// <param name="closer">
/// Closes what may take long to close: where the system lets peers send descriptors. Null where it does not.
/// </param>
internal sealed class StreamSocket(int descriptor, DescriptorCloser? closer = null) : IDisposable
{
    private const int CloseOnExecNonBlocking = 0x80000 | 0x800;
    private const int NoSignal = 0x4000;
    private const int SocketLevel = 1, PeerCredentialsOption = 17;
    private const int BothWays = 2;
    private const nuint UnreadByUs = 0x541B, UnreadByPeerRequest = 0x5411;

    private static readonly byte[] Zeros = new byte[16 * 1024];

    public int Descriptor { get; } = descriptor;

    /// <summary>The next connection that waits at a listener, or null with the reason why there is none.</summary>
    public static StreamSocket? Accept(int listener, out Errno reason, DescriptorCloser? closer = null)
    {
        var descriptor = Libc.Accept(listener, 0, 0, CloseOnExecNonBlocking);
        reason = descriptor < 0 ? SystemCall.LastError : default;
        if (descriptor >= 0 && closer is not null)
            ReceivedDescriptors.Prepare(descriptor);
        return descriptor < 0 ? null : new(descriptor, closer);
    }

    /// <summary>Reads what is there. A peer that sends descriptors counts as gone.</summary>
    /// <returns>Bytes read; 0 at the end; null when nothing is there yet; -1 when the peer is gone.</returns>
    public int? Receive(Span<byte> buffer)
    {
        if (closer is null)
            return Outcome(Libc.Receive(Descriptor, buffer, buffer.Length, 0));

        // Descriptors are left where they are: closing the connection drops them, elsewhere.
        var count = Outcome(Libc.Peek(Descriptor, buffer, out var hasDescriptors));
        if (hasDescriptors)
            return -1;
        return count is > 0 and var there ? Outcome(Libc.Receive(Descriptor, buffer[..there], there, 0)) : count;
    }

    /// <summary>Sends as much as the peer's buffer takes; a peer that is gone is no signal.</summary>
    /// <returns>Bytes sent; null when there is no room now; -1 when the peer is gone.</returns>
    public int? Send(ReadOnlySpan<byte> bytes) => Outcome(Libc.Send(Descriptor, bytes, bytes.Length, NoSignal));

    /// <summary>
    /// Sends bytes and zeros behind them, in one call: clients read badly what comes in pieces.
    /// </summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="zeros">How many zeros; beyond 16 KiB some are left for the next call.</param>
    /// <returns>As above, the zeros among the bytes sent.</returns>
    public int? Send(ReadOnlySpan<byte> bytes, int zeros)
    {
        if (zeros == 0)
            return Send(bytes);
        var behind = Zeros.AsSpan(0, Math.Min(zeros, Zeros.Length));
        return Outcome(Libc.SendMessage(Descriptor, bytes, behind, NoSignal));
    }

    /// <summary>Tells the peer that nothing more is sent or read, as closing would.</summary>
    public void EndBothWays() => _ = Libc.ShutDown(Descriptor, BothWays);

    /// <summary>
    /// Bytes of the system's memory that what we sent takes until the peer has read it; 0 when it has, or is gone.
    /// </summary>
    public int UnreadByPeer() => Number(UnreadByPeerRequest);

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

    // Descriptors come with bytes: once the peer can send no more and nothing is unread, none are dropped here.
    public void Dispose()
    {
        if (closer is null)
        {
            _ = Libc.Close(Descriptor);
            return;
        }

        _ = Libc.ShutDown(Descriptor, BothWays);
        if (Number(UnreadByUs) == 0)
            _ = Libc.Close(Descriptor);
        else
            closer.Close(Descriptor);
    }

    private int Number(nuint request)
    {
        Span<byte> number = stackalloc byte[sizeof(int)];
        return Libc.Control(Descriptor, request, number) < 0 ? 0 : ReadInt32LittleEndian(number);
    }

    private static int? Outcome(nint result) => result >= 0
        ? (int)result
        : SystemCall.LastError is Errno.TryAgain or Errno.Interrupted ? null : -1;
}

/// <summary>Who a peer was when it connected, by SO_PEERCRED: a hint.</summary>
/// <param name="ProcessId">0 when the peer is in a pid namespace that is not visible from here.</param>
/// <param name="UserId">As seen from this user namespace.</param>
/// <param name="GroupId">As seen from this user namespace.</param>
internal readonly record struct PeerCredentials(int ProcessId, uint UserId, uint GroupId);
