namespace Sgx.Agent.Linux;

/// <summary>Wakes the thread that waits in <see cref="Epoll"/>; any thread may ring, any number of times.</summary>
internal sealed class Wakeup : IDisposable
{
    private const int CloseOnExecNonBlocking = 0x80000 | 0x800;

    /// <summary>Readable once rung, until <see cref="Clear"/>.</summary>
    public int Descriptor { get; } = SystemCall.Checked(Libc.EventFd(0, CloseOnExecNonBlocking), "eventfd");

    public void Ring()
    {
        // A counter that is full already is readable, so a failure to add to it changes nothing.
        ReadOnlySpan<byte> one = [1, 0, 0, 0, 0, 0, 0, 0];
        _ = Libc.Write(Descriptor, one, one.Length);
    }

    public void Clear()
    {
        Span<byte> count = stackalloc byte[sizeof(ulong)];
        _ = Libc.Read(Descriptor, count, count.Length);
    }

    public void Dispose() => _ = Libc.Close(Descriptor);
}
