using System.Runtime.InteropServices;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Agent.Linux;

/// <summary>What to wait for on a descriptor, and what was seen there.</summary>
/// <remarks>sys/epoll.h.</remarks>
[Flags]
internal enum EpollEvents : uint
{
    None = 0,
    Readable = 0x001,
    Writable = 0x004,
    Error = 0x008,
    HangUp = 0x010,

    /// <summary>The peer has closed, or shut down its side.</summary>
    PeerHangUp = 0x2000,
}

/// <summary>What was seen on a descriptor.</summary>
internal readonly record struct EpollEvent(int Descriptor, uint Tag, EpollEvents Events);

/// <summary>A set of descriptors and the events awaited on them; level-triggered. For one thread.</summary>
/// <remarks>
/// A descriptor that is closed leaves the set by itself. A set can be watched by another one: it is readable while one
/// of its descriptors has events.
/// </remarks>
/// <param name="maxEvents">How many events are taken at once, at most.</param>
internal sealed class Epoll(int maxEvents) : IDisposable
{
    private const int CloseOnExec = 0x80000;
    private const int Add = 1, Delete = 2, Modify = 3;

    // struct epoll_event is packed on x86-64 and nowhere else: u32 events, then a u64 that is ours.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture is Architecture.X64 ? 4 : 8;
    private static readonly int EventSize = DataOffset + sizeof(ulong);

    private readonly int _epoll = SystemCall.Checked(Libc.EpollCreate(CloseOnExec), "epoll_create1");
    private readonly byte[] _events = new byte[maxEvents * EventSize];
    private readonly byte[] _event = new byte[EventSize];

    /// <summary>To be watched by another set.</summary>
    public int Descriptor => _epoll;

    /// <summary>Adds a descriptor.</summary>
    /// <param name="descriptor">What to wait on.</param>
    /// <param name="events">What for.</param>
    /// <param name="tag">
    /// Comes back with each event, to tell it from one of a closed descriptor with the same number.
    /// </param>
    /// <returns>Whether the system could: it may be out of memory, or of watches.</returns>
    public bool TryWatch(int descriptor, EpollEvents events, uint tag = 0) => Control(Add, descriptor, events, tag);

    /// <summary>Changes what is awaited on a descriptor of the set.</summary>
    public bool TryChange(int descriptor, EpollEvents events, uint tag = 0) => Control(Modify, descriptor, events, tag);

    /// <summary>Takes a descriptor out of the set, which needs no memory and so never fails.</summary>
    public void Forget(int descriptor) => _ = Control(Delete, descriptor, EpollEvents.None, 0);

    /// <summary>Waits for events; the number of them may be 0 when the time is up or a signal came.</summary>
    /// <param name="timeoutMilliseconds">-1 waits without end.</param>
    public int Wait(int timeoutMilliseconds)
    {
        var count = Libc.EpollWait(_epoll, _events, maxEvents, timeoutMilliseconds);
        return count >= 0
            ? count
            : SystemCall.LastError is Errno.Interrupted ? 0 : throw SystemCall.Failure("epoll_wait");
    }

    /// <summary>One of the events of the last <see cref="Wait"/>.</summary>
    public EpollEvent this[int index]
    {
        get
        {
            var one = _events.AsSpan(index * EventSize, EventSize);
            var data = one[DataOffset..];
            return new(
                ReadInt32LittleEndian(data),
                ReadUInt32LittleEndian(data[sizeof(int)..]),
                (EpollEvents)ReadUInt32LittleEndian(one));
        }
    }

    public void Dispose() => _ = Libc.Close(_epoll);

    private bool Control(int operation, int descriptor, EpollEvents events, uint tag)
    {
        WriteUInt32LittleEndian(_event, (uint)events);
        WriteInt32LittleEndian(_event.AsSpan(DataOffset), descriptor);
        WriteUInt32LittleEndian(_event.AsSpan(DataOffset + sizeof(int)), tag);
        return Libc.EpollControl(_epoll, operation, descriptor, _event) >= 0;
    }
}
