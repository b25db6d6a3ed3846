using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Sgx.Agent.Tests.Support;

/// <summary>A peer that attaches a descriptor to its bytes (SCM_RIGHTS), which .NET has no name for.</summary>
internal static class DescriptorSender
{
    /// <summary>MSG_OOB: the byte is urgent.</summary>
    public const int Urgent = 1;

    private const int SocketLevel = 1, Rights = 1, NoSignal = 0x4000;

    /// <summary>Sends one byte, and a descriptor of this process with it.</summary>
    /// <returns>0, or the errno with which the system refuses.</returns>
    public static int Send(Socket socket, int descriptor, int flags = 0)
    {
        // Offsets of struct msghdr, struct iovec and struct cmsghdr where pointers have 64 bits.
        const int piece = 56, data = 72, control = 80, controlSize = 24, all = 104;
        var message = Marshal.AllocHGlobal(all);
        try
        {
            Marshal.Copy(new byte[all], 0, message, all);
            Marshal.WriteIntPtr(message, 16, message + piece);
            Marshal.WriteInt64(message, 24, 1);
            Marshal.WriteIntPtr(message, 32, message + control);
            Marshal.WriteInt64(message, 40, controlSize);
            Marshal.WriteIntPtr(message, piece, message + data);
            Marshal.WriteInt64(message, piece + 8, 1);
            Marshal.WriteInt64(message, control, 16 + sizeof(int));
            Marshal.WriteInt32(message, control + 8, SocketLevel);
            Marshal.WriteInt32(message, control + 12, Rights);
            Marshal.WriteInt32(message, control + 16, descriptor);
            var sent = SendMessage((int)socket.SafeHandle.DangerousGetHandle(), message, NoSignal | flags);
            return sent >= 0 ? 0 : Marshal.GetLastPInvokeError();
        }
        finally
        {
            Marshal.FreeHGlobal(message);
        }
    }

    [DllImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint SendMessage(int socket, nint message, int flags);
}
