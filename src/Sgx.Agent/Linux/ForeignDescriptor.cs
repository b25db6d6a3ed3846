using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Agent.Linux;

/// <summary>Closes descriptors that peers have sent, without blocking on them where that can be avoided.</summary>
/// <remarks>
/// <para>
/// Closing the last reference to a socket waits for its unsent data for as long as SO_LINGER says, so lingering is
/// turned off first. Closing a UNIX socket also drops its unread messages and the descriptors in them. Those are
/// received and closed in the same way, as long as the closer has room for them.
/// </para>
/// <para>
/// What is left: the sender turns lingering on again, through a reference of its own, and closes that one, all between
/// our two calls. If it keeps its reference, ours is not the last, and closing takes no time. And a file on a mount of
/// the sender's own may take its time whatever we do. <see cref="DescriptorCloser"/> is there for these two.
/// </para>
/// </remarks>
internal static class ForeignDescriptor
{
    // asm-generic/socket.h and linux/socket.h.
    private const int SocketLevel = 1, TypeOption = 3, LingerOption = 13, DomainOption = 39;
    private const int Stream = 1, BothWays = 2, CloseOnExecNonBlocking = 0x80000 | 0x800;

    // Messages may be empty, save in a stream, and still have descriptors. A sender's buffer holds fewer.
    private const int MaxEmpty = 1024;

    /// <summary>Closes it; those that are found in it go to be closed elsewhere.</summary>
    public static void Close(int descriptor, DescriptorCloser others)
    {
        // struct linger: off, 0 seconds. It fails where this is no socket, which does not matter.
        ReadOnlySpan<byte> off = stackalloc byte[2 * sizeof(int)];
        _ = Libc.SetSocketOption(descriptor, SocketLevel, LingerOption, off, off.Length);
        if (Option(descriptor, DomainOption) == UnixAddress.Family)
            Empty(descriptor, others);
        _ = Libc.Close(descriptor);
    }

    // Once it is shut down, nothing more comes, and neither call waits.
    private static void Empty(int socket, DescriptorCloser others)
    {
        _ = Libc.ShutDown(socket, BothWays);
        ReceivedDescriptors.Prepare(socket);
        while (Libc.Accept(socket, 0, 0, CloseOnExecNonBlocking) is >= 0 and var connection)
            Close(connection, others);

        Span<byte> bytes = stackalloc byte[4096];
        for (var empty = Option(socket, TypeOption) == Stream ? 1 : MaxEmpty; empty > 0 && others.HasRoom();)
        {
            var count = ReceivedDescriptors.ReceiveNow(socket, bytes, others, out var hasDescriptors);
            if (count < 0)
                return;
            if (count == 0 && !hasDescriptors)
                empty--;
        }
    }

    private static int? Option(int descriptor, int option)
    {
        Span<byte> value = stackalloc byte[sizeof(int)];
        var length = value.Length;
        return Libc.GetSocketOption(descriptor, SocketLevel, option, value, ref length) < 0
            ? null
            : ReadInt32LittleEndian(value);
    }
}
