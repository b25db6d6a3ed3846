using System.ComponentModel;
using Microsoft.Win32.SafeHandles;

namespace Sgx.Agent.Linux;

/// <summary>The system calls of a non-blocking UNIX stream socket that listens.</summary>
/// <remarks>
/// .NET's own <c>Socket</c> asks for the path to bind to again when it is closed, and knows no option of Linux alone.
/// </remarks>
internal static class ListeningDescriptor
{
    private const int Stream = 1, NonBlocking = 0x800, CloseOnExec = 0x80000;
    private const int SocketLevel = 1, PassRights = 83;

    // As deep as the system allows (net.core.somaxconn).
    private const int Backlog = 4096;

    /// <summary>A socket without an address.</summary>
    /// <exception cref="Win32Exception">There is no descriptor or no memory left.</exception>
    public static SafeFileHandle Create() =>
        new(
            SystemCall.Checked(Libc.Socket(UnixAddress.Family, Stream | NonBlocking | CloseOnExec, 0), "socket"),
            ownsHandle: true);

    /// <summary>Gives the socket a name, which <c>/proc/net/unix</c> shows to every user as it is given here.</summary>
    /// <exception cref="Win32Exception">The folder does not allow it, or the name is taken.</exception>
    public static void Bind(SafeFileHandle socket, string path)
    {
        var address = UnixAddress.Of(path);
        _ = SystemCall.Checked(Libc.Bind(Number(socket), address, address.Length), "bind");
    }

    /// <summary>Has the system refuse descriptors that peers attach to their bytes (SCM_RIGHTS).</summary>
    /// <remarks>
    /// Closing a descriptor can block for as long as its sender likes. Accepted sockets inherit the refusal: the sender
    /// gets EPERM. Before Linux 6.16 there is no such option.
    /// </remarks>
    /// <returns>Whether the system does.</returns>
    public static bool TryRefuseDescriptors(SafeFileHandle socket) =>
        Libc.SetSocketOption(Number(socket), SocketLevel, PassRights, 0, sizeof(int)) == 0;

    /// <exception cref="Win32Exception">The system refuses.</exception>
    public static void Listen(SafeFileHandle socket) =>
        _ = SystemCall.Checked(Libc.Listen(Number(socket), Backlog), "listen");

    private static int Number(SafeFileHandle socket) => (int)socket.DangerousGetHandle();
}
