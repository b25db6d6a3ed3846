using System.Buffers.Binary;
using System.Runtime.InteropServices;

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

/// <summary>A set of descriptors and the events awaited on them; level-triggered. For one thread.</summary>
internal sealed class Epoll : IDisposable
{
    private const int CloseOnExec = 0x80000;
    private const int Add = 1, Delete = 2, Modify = 3;
    private const int MaxEvents = 256;

    // struct epoll_event is packed on x86-64 and nowhere else: u32 events, then a u64 that is ours.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture is Architecture.X64 ? 4 : 8;
    private static readonly int EventSize = DataOffset + sizeof(ulong);

    private readonly int _epoll = SystemCall.Checked(Libc.EpollCreate(CloseOnExec), "epoll_create1");
    private readonly byte[] _events = new byte[MaxEvents * EventSize];
    private readonly byte[] _event = new byte[EventSize];

    public void Watch(int descriptor, EpollEvents events) => Control(Add, descriptor, events);

    public void Change(int descriptor, EpollEvents events) => Control(Modify, descriptor, events);

    public void Forget(int descriptor) => Control(Delete, descriptor, EpollEvents.None);

    /// <summary>Waits for events; the number of them may be 0 when the time is up or a signal came.</summary>
    /// <param name="timeoutMilliseconds">-1 waits without end.</param>
    public int Wait(int timeoutMilliseconds)
    {
        var count = Libc.EpollWait(_epoll, _events, MaxEvents, timeoutMilliseconds);
        return count >= 0 ? count : SystemCall.LastError is Errno.Interrupted ? 0 : throw SystemCall.Failure("epoll_wait");
    }

    /// <summary>One of the events of the last <see cref="Wait"/>.</summary>
    public (int Descriptor, EpollEvents Events) this[int index]
    {
        get
        {
            var one = _events.AsSpan(index * EventSize, EventSize);
            return (BinaryPrimitives.ReadInt32LittleEndian(one[DataOffset..]),
                (EpollEvents)BinaryPrimitives.ReadUInt32LittleEndian(one));
        }
    }

    public void Dispose() => _ = Libc.Close(_epoll);

    private void Control(int operation, int descriptor, EpollEvents events)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_event, (uint)events);
        BinaryPrimitives.WriteInt32LittleEndian(_event.AsSpan(DataOffset), descriptor);
        _ = SystemCall.Checked(Libc.EpollControl(_epoll, operation, descriptor, _event), "epoll_ctl");
    }
}
