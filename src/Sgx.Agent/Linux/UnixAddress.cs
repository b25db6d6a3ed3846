using System.Text;

namespace Sgx.Agent.Linux;

/// <summary>The address of a UNIX socket, as the system calls take it.</summary>
internal static class UnixAddress
{
    /// <summary>AF_UNIX.</summary>
    public const int Family = 1;

    /// <summary>struct sockaddr_un: the family in 16 bits, then the path with its NUL.</summary>
    /// <param name="path">At most <see cref="SocketPath.MaxBytes"/> bytes.</param>
    public static byte[] Of(string path)
    {
        var address = new byte[sizeof(ushort) + Encoding.UTF8.GetByteCount(path) + 1];
        BitConverter.TryWriteBytes(address, (ushort)Family);
        _ = Encoding.UTF8.GetBytes(path, address.AsSpan(sizeof(ushort)));
        return address;
    }
}
