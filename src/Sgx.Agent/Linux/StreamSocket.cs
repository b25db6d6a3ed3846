namespace Sgx.Agent.Linux;

/// <summary>A connected, non-blocking stream socket. For one thread.</summary>
internal sealed class StreamSocket(int descriptor) : IDisposable
{
    private const int CloseOnExecNonBlocking = 0x80000 | 0x800;
    private const int NoSignal = 0x4000;

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

    public void Dispose() => _ = Libc.Close(Descriptor);

    private static int? Outcome(nint result) => result >= 0
        ? (int)result
        : SystemCall.LastError is Errno.TryAgain or Errno.Interrupted ? null : -1;
}
