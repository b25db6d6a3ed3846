using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Sgx.Soak.Linux;

/// <summary>Who a thread is when it connects: SO_PEERCRED tells the effective uid of the connecting thread.</summary>
internal static class ThreadUser
{
    private const nint Unchanged = -1;

    // __NR_setresuid of unistd.h, which differs by architecture.
    private static readonly nint SetResUid = RuntimeInformation.ProcessArchitecture is Architecture.X64 ? 117 : 147;

    /// <summary>Whether threads of this process can become other users: only root's can.</summary>
    public static bool CanChange { get; } = Libc.EffectiveUserId() == 0;

    /// <summary>
    /// Makes a thread that has become another user one more, by way of root, which it still may become; nothing where
    /// the process never was root.
    /// </summary>
    public static void TryBecomeAnother(uint user)
    {
        if (!CanChange)
            return;
        Become(0);
        Become(user);
    }

    /// <summary>Makes the calling thread another user for good. It must be a thread of the caller's own.</summary>
    /// <exception cref="Win32Exception">The system does not allow it.</exception>
    public static void Become(uint user)
    {
        if (Libc.SystemCall(SetResUid, Unchanged, (nint)user, Unchanged) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"setresuid to {user}");
    }
}
