using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Sgx.Agent.Linux;

/// <summary>Why a system call failed, where the answer matters.</summary>
/// <remarks>errno.h of Linux; the numbers are those of x86-64 and arm64.</remarks>
internal enum Errno
{
    Interrupted = 4,
    TryAgain = 11,
    NoMemory = 12,
    TooManyFilesInSystem = 23,
    TooManyFiles = 24,
    ConnectionAborted = 103,
}

/// <summary>What a system call said, checked.</summary>
internal static class SystemCall
{
    /// <summary>errno of the call just made on this thread.</summary>
    public static Errno LastError => (Errno)Marshal.GetLastPInvokeError();

    /// <summary>Hands on what the call returned, unless it failed.</summary>
    /// <exception cref="Win32Exception">It failed; the message names the call and the system's reason.</exception>
    public static int Checked(int result, string call) => result >= 0 ? result : throw Failure(call);

    public static Win32Exception Failure(string call)
    {
        var error = Marshal.GetLastPInvokeError();
        return new(error, $"{call}: {Marshal.GetPInvokeErrorMessage(error)}");
    }
}
