using Microsoft.Win32.SafeHandles;

namespace Sgx.Agent.Linux;

/// <summary>Wakes the thread that waits in <see cref="Epoll"/>; any thread may ring, any number of times.</summary>
/// <remarks>
/// Who rings late, when nobody waits any more, rings nowhere: the number of a descriptor may be another file's by then.
/// </remarks>
internal sealed class Wakeup : IDisposable
{
    private const int CloseOnExecNonBlocking = 0x80000 | 0x800;

    private readonly SafeFileHandle _counter;

    public Wakeup()
    {
        Descriptor = SystemCall.Checked(Libc.EventFd(0, CloseOnExecNonBlocking), "eventfd");
        _counter = new(Descriptor, ownsHandle: true);
    }

    /// <summary>Readable once rung, until <see cref="Clear"/>.</summary>
    public int Descriptor { get; }

    public void Ring()
    {
        try
        {
            // A counter that is full already is readable, so a failure to add to it changes nothing.
            ReadOnlySpan<byte> one = [1, 0, 0, 0, 0, 0, 0, 0];
            _ = Libc.Write(_counter, one, one.Length);
        }
        catch (ObjectDisposedException)
        {
            // Late.
        }
    }

    /// <summary>For the thread that waits.</summary>
    public void Clear()
    {
        Span<byte> count = stackalloc byte[sizeof(ulong)];
        _ = Libc.Read(Descriptor, count, count.Length);
    }

    public void Dispose() => _counter.Dispose();
}
