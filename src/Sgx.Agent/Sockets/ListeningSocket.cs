using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Sgx.Agent.Callers;
using Sgx.Agent.Linux;

namespace Sgx.Agent.Sockets;

/// <summary>
/// The service's socket in the file system: complete when it becomes visible, and removed only by its owner.
/// </summary>
internal sealed class ListeningSocket : IDisposable
{
    private const UnixFileMode EverybodyConnects =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    // W_OK of access(2).
    private const int Writable = 2;

    // As deep as the system allows (net.core.somaxconn).
    private const int Backlog = 4096;

    private readonly Socket _socket;
    private readonly FileIdentity? _file;

    private ListeningSocket(Socket socket, string path, CallerClass callers)
    {
        _socket = socket;
        _file = FileIdentity.Of(path);
        Path = path;
        Callers = callers;
    }

    /// <summary>Those who connect here.</summary>
    public CallerClass Callers { get; }

    public string Path { get; }

    /// <summary>Whether the system lets no peer send descriptors (Linux 6.16 and later).</summary>
    public bool RefusesDescriptors { get; }

    public int Descriptor => (int)_socket.SafeHandle.DangerousGetHandle();

    /// <summary>Listens at a path, in place of the socket that is there: see <see cref="Predecessor"/>.</summary>
    /// <remarks>
    /// The rename is atomic: a client meets the predecessor or the successor, never nothing. Who connected to the
    /// predecessor before is still served by it.
    /// </remarks>
    /// <exception cref="ListenException">
    /// A file that is no socket is there, or the folder does not allow it.
    /// </exception>
    public static ListeningSocket Open(string path, CallerClass callers)
    {
        RequireUsable(path);
        var temporary = TemporaryName(path);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(temporary));
            File.SetUnixFileMode(temporary, EverybodyConnects);
            socket.Listen(Backlog);
            File.Move(temporary, path, overwrite: true);
            return new(socket, path, callers);
        }
        catch (Exception e) when (e is SocketException or IOException
            or UnauthorizedAccessException or ArgumentException)
        {
            socket.Dispose();
            if (FileIdentity.Of(temporary) is not null)
                File.Delete(temporary);
            throw new ListenException($"cannot listen at {path}: {e.Message}", e);
        }
    }

    /// <summary>Whether the path still leads here, and not to a successor.</summary>
    public bool IsCurrent => _file is not null && FileIdentity.Of(Path) == _file;

    /// <summary>Whether somebody else listens at the path now.</summary>
    public bool IsSucceeded => FileIdentity.Of(Path) is { } file && file != _file;

    /// <summary>
    /// Takes the name away, unless another has taken it over; connections that wait can still be accepted.
    /// </summary>
    public void Withdraw()
    {
        if (IsCurrent)
            File.Delete(Path);
    }

    public void Dispose()
    {
        Withdraw();
        _socket.Dispose();
    }

    private static void RequireUsable(string path)
    {
        if (Encoding.UTF8.GetByteCount(path) > SocketPath.MaxBytes)
            throw new ListenException(
                $"cannot listen at {path}: a socket's path has {SocketPath.MaxBytes} bytes at most");
        RequireWritable(path, FolderOf(path));
        if (FileIdentity.Of(path) is not { } file)
            return;
        if (!file.IsSocket)
            throw new ListenException($"cannot listen at {path}: a file that is not a socket is there");
    }

    // Asked first, since .NET's error of a socket has no words for a file system that is mounted read-only.
    private static void RequireWritable(string path, string folder)
    {
        if (!Directory.Exists(folder))
            throw new ListenException($"cannot listen at {path}: there is no folder {folder}");
        if (Libc.Access(folder, Writable) != 0)
            throw new ListenException($"cannot listen at {path}: {Marshal.GetLastPInvokeErrorMessage()} ({folder})");
    }

    private static string FolderOf(string path) => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;

    // In the same folder, since only there a rename is atomic; short, since it is a socket's path too; and random,
    // since two instances in containers of their own may have the same process id.
    private static string TemporaryName(string path) => System.IO.Path.Combine(
        FolderOf(path), $".{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
}

/// <summary>The service cannot listen where it should.</summary>
internal sealed class ListenException(string message, Exception? inner = null) : Exception(message, inner);
