using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sgx.Agent.Linux;

/// <summary>The system calls that .NET has no name for, as the C library declares them.</summary>
internal static partial class Libc
{
    private const string Name = "libc";

    [LibraryImport(Name, EntryPoint = "epoll_create1", SetLastError = true)]
    internal static partial int EpollCreate(int flags);

    [LibraryImport(Name, EntryPoint = "epoll_ctl", SetLastError = true)]
    internal static partial int EpollControl(int epoll, int operation, int descriptor, ReadOnlySpan<byte> epollEvent);

    [LibraryImport(Name, EntryPoint = "epoll_wait", SetLastError = true)]
    internal static partial int EpollWait(int epoll, Span<byte> events, int maxEvents, int timeoutMilliseconds);

    [LibraryImport(Name, EntryPoint = "eventfd", SetLastError = true)]
    internal static partial int EventFd(uint initial, int flags);

    [LibraryImport(Name, EntryPoint = "accept4", SetLastError = true)]
    internal static partial int Accept(int listener, nint address, nint addressLength, int flags);

    [LibraryImport(Name, EntryPoint = "recv", SetLastError = true)]
    internal static partial nint Receive(int socket, Span<byte> buffer, nint length, int flags);

    [LibraryImport(Name, EntryPoint = "send", SetLastError = true)]
    internal static partial nint Send(int socket, ReadOnlySpan<byte> buffer, nint length, int flags);

    [LibraryImport(Name, EntryPoint = "sendmsg", SetLastError = true)]
    private static unsafe partial nint SendMessage(int socket, MessageHeader* message, int flags);

    /// <summary>Two buffers in one call.</summary>
    internal static unsafe nint SendMessage(int socket, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, int flags)
    {
        fixed (byte* one = first, two = second)
        {
            var pieces = stackalloc Piece[] { new(one, first.Length), new(two, second.Length) };
            var message = new MessageHeader { Pieces = pieces, PieceCount = 2 };
            return SendMessage(socket, &message, flags);
        }
    }

    [LibraryImport(Name, EntryPoint = "recvmsg", SetLastError = true)]
    private static unsafe partial nint ReceiveMessage(int socket, MessageHeader* message, int flags);

    /// <summary>Bytes into one buffer, and what is attached to them into another.</summary>
    internal static unsafe nint ReceiveMessage(
        int socket, Span<byte> buffer, Span<byte> control, ref int controlLength, int flags)
    {
        fixed (byte* bytes = buffer, attached = control)
        {
            var piece = new Piece(bytes, buffer.Length);
            var message = new MessageHeader
            {
                Pieces = &piece, PieceCount = 1, Control = (nint)attached, ControlLength = controlLength,
            };
            var result = ReceiveMessage(socket, &message, flags);
            controlLength = result < 0 ? 0 : (int)message.ControlLength;
            return result;
        }
    }

    /// <summary>Looks at bytes without taking them, and tells whether anything is attached to them.</summary>
    internal static unsafe nint Peek(int socket, Span<byte> buffer, out bool hasControl)
    {
        const int PeekFlag = 0x2, ControlCut = 0x8;
        fixed (byte* bytes = buffer)
        {
            var piece = new Piece(bytes, buffer.Length);
            var message = new MessageHeader { Pieces = &piece, PieceCount = 1 };
            var result = ReceiveMessage(socket, &message, PeekFlag);
            hasControl = (message.Flags & ControlCut) != 0;
            return result;
        }
    }

    [LibraryImport(Name, EntryPoint = "setsockopt", SetLastError = true)]
    internal static partial int SetSocketOption(
        int socket, int level, int option, ReadOnlySpan<byte> value, int length);

    [LibraryImport(Name, EntryPoint = "connect", SetLastError = true)]
    internal static partial int Connect(int socket, ReadOnlySpan<byte> address, int length);

    [LibraryImport(Name, EntryPoint = "syscall", SetLastError = true)]
    internal static partial nint SystemCall(nint number, nint thread, Span<byte> attributes, nint flags);

    [LibraryImport(Name, EntryPoint = "syscall", SetLastError = true)]
    internal static partial nint SystemCall(nint number, nint thread, Span<byte> attributes, nint size, nint flags);

    [LibraryImport(Name, EntryPoint = "shutdown", SetLastError = true)]
    internal static partial int ShutDown(int socket, int how);

    [LibraryImport(Name, EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Control(int descriptor, nuint request, Span<byte> argument);

    [LibraryImport(Name, EntryPoint = "getrlimit", SetLastError = true)]
    internal static partial int GetResourceLimit(int resource, Span<ulong> softAndHard);

    [LibraryImport(Name, EntryPoint = "setrlimit", SetLastError = true)]
    internal static partial int SetResourceLimit(int resource, ReadOnlySpan<ulong> softAndHard);
    [LibraryImport(Name, EntryPoint = "socket", SetLastError = true)]
    internal static partial int Socket(int family, int type, int protocol);

    [LibraryImport(Name, EntryPoint = "bind", SetLastError = true)]
    internal static partial int Bind(int socket, ReadOnlySpan<byte> address, int length);

    [LibraryImport(Name, EntryPoint = "listen", SetLastError = true)]
    internal static partial int Listen(int socket, int backlog);

    [LibraryImport(Name, EntryPoint = "setsockopt", SetLastError = true)]
    internal static partial int SetSocketOption(int socket, int level, int option, in int value, int length);

    [LibraryImport(Name, EntryPoint = "getsockopt", SetLastError = true)]
    internal static partial int GetSocketOption(int socket, int level, int option, Span<byte> value, ref int length);

    [LibraryImport(Name, EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int descriptor, Span<byte> buffer, nint length);

    [LibraryImport(Name, EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(SafeFileHandle file, ReadOnlySpan<byte> buffer, nint length);

    [LibraryImport(Name, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags);

    [LibraryImport(Name, EntryPoint = "fsync", SetLastError = true)]
    internal static partial int Flush(int descriptor);

    [LibraryImport(Name, EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    [LibraryImport(Name, EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Access(string path, int mode);

    [LibraryImport(Name, EntryPoint = "madvise", SetLastError = true)]
    internal static partial int AdviseMemory(nint address, nint length, int advice);

    // struct iovec.
    private readonly unsafe struct Piece(byte* start, nint length)
    {
        public readonly byte* Start = start;
        public readonly nint Length = length;
    }

    // struct msghdr.
    private unsafe struct MessageHeader
    {
        public nint Name;
        public uint NameLength;
        public Piece* Pieces;
        public nint PieceCount;
        public nint Control;
        public nint ControlLength;
        public int Flags;
    }
}
