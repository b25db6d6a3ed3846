using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Agent.Linux;

/// <summary>Receives from peers that may attach descriptors (SCM_RIGHTS), which nobody wants.</summary>
internal static class ReceivedDescriptors
{
    // struct cmsghdr: length, level, type; then the descriptors.
    private const int HeaderSize = sizeof(ulong) + (2 * sizeof(int));
    private const int SocketLevel = 1, Rights = 1, UrgentInLine = 10;
    private const int CloseOnExec = 0x40000000, DoNotWait = 0x40;

    // The system passes 253 descriptors at once.
    private const int ControlSize = HeaderSize + (253 * sizeof(int)) + sizeof(int);

    /// <summary>To be called before anything is received from a socket.</summary>
    /// <remarks>
    /// An urgent byte (MSG_OOB) may have descriptors too. The system skips it where it is not received in line, and
    /// drops them on the thread that receives, however long that takes.
    /// </remarks>
    public static void Prepare(int socket) =>
        _ = Libc.SetSocketOption(socket, SocketLevel, UrgentInLine, 1, sizeof(int));

    /// <summary>
    /// Receives bytes, and waits for nothing even if the socket would. Descriptors among them are closed elsewhere.
    /// </summary>
    /// <remarks>
    /// There is room for all of them: the system drops what does not fit here and now, however long that takes.
    /// </remarks>
    /// <returns>As recvmsg(2): bytes received, 0 at the end, -1 with errno.</returns>
    public static nint ReceiveNow(int socket, Span<byte> buffer, DescriptorCloser closer, out bool hasDescriptors)
    {
        Span<byte> control = stackalloc byte[ControlSize];
        var controlLength = control.Length;
        var count = Libc.ReceiveMessage(socket, buffer, control, ref controlLength, CloseOnExec | DoNotWait);
        hasDescriptors = count >= 0 && CloseAll(control[..controlLength], closer);
        return count;
    }

    private static bool CloseAll(ReadOnlySpan<byte> control, DescriptorCloser closer)
    {
        var isAny = false;
        while (control.Length >= HeaderSize)
        {
            var length = (int)Math.Min(ReadUInt64LittleEndian(control), (ulong)control.Length);
            var isRights = ReadInt32LittleEndian(control[8..]) == SocketLevel
                && ReadInt32LittleEndian(control[12..]) == Rights;
            for (var at = HeaderSize; isRights && at + sizeof(int) <= length; at += sizeof(int))
            {
                closer.Close(ReadInt32LittleEndian(control[at..]));
                isAny = true;
            }

            var aligned = Math.Max(HeaderSize, (length + 7) & ~7);
            control = control[Math.Min(aligned, control.Length)..];
        }

        return isAny;
    }
}
