using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Sgx.Soak.Linux;

/// <summary>The system calls that .NET has no name for, as the C library declares them.</summary>
internal static partial class Libc
{
    private const string Name = "libc";

    [LibraryImport(Name, EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int process, int signal);

    [LibraryImport(Name, EntryPoint = "geteuid")]
    internal static partial uint EffectiveUserId();

    private const int PathOnly = 0x200000, SetDumpable = 4;

    /// <summary>A descriptor by which a file can be found again, and no more (O_PATH). It is never closed.</summary>
    /// <exception cref="Win32Exception">There is no such file.</exception>
    internal static int OpenPath(string path) => Open(path, PathOnly) is >= 0 and var descriptor
        ? descriptor
        : throw new Win32Exception(Marshal.GetLastPInvokeError(), $"open {path}");

    /// <summary>Gives /proc/self back to a process that has become another user.</summary>
    internal static void BeDumpable() => _ = ProcessControl(SetDumpable, 1, 0, 0, 0);

    /// <summary>Sends one byte with a descriptor attached (SCM_RIGHTS).</summary>
    /// <exception cref="Win32Exception">The kernel refuses, as where the listener takes no descriptors.</exception>
    internal static unsafe void SendDescriptor(SafeHandle socket, SafeHandle attached)
    {
        byte data = 0;
        var part = new Part { Base = &data, Length = 1 };
        // cmsghdr: size_t length, int level SOL_SOCKET, int type SCM_RIGHTS, then the descriptor; padded to 24 bytes.
        var control = stackalloc byte[24];
        *(nint*)control = 20;
        (*(int*)(control + 8), *(int*)(control + 12)) = (1, 1);
        *(int*)(control + 16) = (int)attached.DangerousGetHandle();
        var message = new Message { Parts = &part, PartCount = 1, Control = control, ControlLength = 24 };
        if (SendMessage(socket, &message, NoSignal) < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), "sendmsg with a descriptor");
    }

    private const int NoSignal = 0x4000;

    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct Part
    {
        public byte* Base;
        public nint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct Message
    {
        public void* Name;
        public uint NameLength;
        public Part* Parts;
        public nint PartCount;
        public void* Control;
        public nint ControlLength;
        public int Flags;
    }

    [LibraryImport(Name, EntryPoint = "sendmsg", SetLastError = true)]
    private static unsafe partial nint SendMessage(SafeHandle socket, Message* message, int flags);

    [LibraryImport(Name, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport(Name, EntryPoint = "prctl")]
    private static partial int ProcessControl(int option, nint value, nint third, nint fourth, nint fifth);

    // The library's own setresuid changes all threads of the process; the bare call changes one.
    [LibraryImport(Name, EntryPoint = "syscall", SetLastError = true)]
    internal static partial nint SystemCall(nint number, nint real, nint effective, nint saved);
}
