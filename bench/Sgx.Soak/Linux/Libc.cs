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

    // The library's own setresuid changes all threads of the process; the bare call changes one.
    [LibraryImport(Name, EntryPoint = "syscall", SetLastError = true)]
    internal static partial nint SystemCall(nint number, nint real, nint effective, nint saved);
}
