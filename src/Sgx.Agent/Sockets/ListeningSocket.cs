using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Sgx.Agent.Callers;
using Sgx.Agent.Linux;

namespace Sgx.Agent.Sockets;

/// <summary>
/// The service's socket in the file system: complete when it becomes visible, and removed only by its owner.
/// </summary>
/// <remarks>
/// The socket is made in a folder that nobody else can enter, and then moved to its path. Nobody can swap the file
/// before it has its mode, and <c>/proc/net/unix</c>, which every user can read, never shows the path: it is a secret
/// where it has an allocation's token in it.
/// </remarks>
internal sealed class ListeningSocket : IDisposable
{
    // W_OK of access(2).
    private const int Writable = 2;

    // In the private folder.
    private const string Made = "s";

    private readonly SafeFileHandle _socket;
    private readonly FileIdentity _file;

    private ListeningSocket(SafeFileHandle socket, FileIdentity file, string path, CallerClass callers)
    {
        _socket = socket;
        _file = file;
        Path = path;
        Callers = callers;
    }

    /// <summary>Those who connect here.</summary>
    public CallerClass Callers { get; }

    public string Path { get; }

    public int Descriptor => (int)_socket.DangerousGetHandle();

    /// <summary>
    /// Whether the kernel refuses descriptors that peers send along; if not, whoever receives has to get rid of them.
    /// </summary>
    public bool RefusesDescriptors { get; private init; }

    private DescriptorCloser? Closer { get; init; }

    /// <summary>Listens at a path, in place of the socket that is there: see <see cref="Predecessor"/>.</summary>
    /// <remarks>
    /// The rename is atomic: a client meets the predecessor or the successor, never nothing. Who connected to the
    /// predecessor before is still served by it.
    /// </remarks>
    /// <param name="path">Where clients connect.</param>
    /// <param name="callers">Those who do.</param>
    /// <param name="closer">
    /// Closes it where peers can send descriptors, since closing may take long then; null closes it here and now.
    /// </param>
    /// <param name="refuseDescriptors">Whether to use what newer kernels offer; tests play an older one.</param>
    /// <exception cref="ListenException">
    /// A file that is no socket is there, or the folder does not allow it.
    /// </exception>
    public static ListeningSocket Open(
        string path, CallerClass callers, DescriptorCloser? closer = null, bool refuseDescriptors = true)
    {
        RequireUsable(path);
        SafeFileHandle? socket = null;
        try
        {
            socket = ListeningDescriptor.Create();
            var refuses = refuseDescriptors && ListeningDescriptor.TryRefuseDescriptors(socket);
            return new(socket, Publish(socket, path), path, callers)
            {
                RefusesDescriptors = refuses, Closer = closer,
            };
        }
        catch (Win32Exception e)
        {
            socket?.Dispose();
            throw new ListenException($"cannot listen at {path}: {e.Message}", e);
        }
    }

    /// <summary>Whether the path still leads here, and not to a successor.</summary>
    public bool IsCurrent => FileIdentity.Of(Path) == _file;

    /// <summary>Whether somebody else listens at the path now.</summary>
    public bool IsSucceeded => FileIdentity.Of(Path) is { } file && file != _file;

    /// <summary>
    /// Takes the name away, unless another has taken it over; connections that wait can still be accepted.
    /// </summary>
    /// <remarks>A name that the system does not let go stays, and leads to nobody.</remarks>
    public void Withdraw()
    {
        if (!IsCurrent)
            return;
        try
        {
            using var folder = OpenFolder.At(FolderOf(Path));
            Withdraw(folder, NameOf(Path));
        }
        catch (Win32Exception)
        {
            // The folder went meanwhile, and the name with it; or no descriptor is left, and the name stays.
        }
    }

    public void Dispose()
    {
        Withdraw();
        if (RefusesDescriptors || Closer is null)
            _socket.Dispose();
        else if (!_socket.IsClosed)
            CloseElsewhere(Closer);
    }

    // Who has connected and was not accepted may have sent descriptors: closing those may take long.
    private void CloseElsewhere(DescriptorCloser closer)
    {
        var descriptor = Descriptor;
        _socket.SetHandleAsInvalid();
        closer.Close(descriptor);
    }

    // A successor may take the path between a look and a removal. So the name is taken first, and looked at when nobody
    // can replace it any more: a successor's is put back, unless there is one already that came after it.
    private void Withdraw(OpenFolder folder, string name)
    {
        var taken = HiddenName();
        if (!folder.TryRename(name, taken))
            folder.TryRemove(name);   // the folder has no room for another name
        else if (folder.Find(taken) == _file || !folder.TryRename(taken, name))
            folder.TryRemove(taken);
    }

    private static FileIdentity Publish(SafeFileHandle socket, string path)
    {
        var hidden = HiddenName();
        using var folder = OpenFolder.At(FolderOf(path));
        using var ours = folder.MakePrivate(hidden);
        try
        {
            ListeningDescriptor.Bind(socket, ours.PathOf(Made));
            var file = ours.OpenSocketToEverybody(Made);
            ListeningDescriptor.Listen(socket);
            ours.Move(Made, folder, NameOf(path));
            return file;
        }
        catch
        {
            ours.TryRemove(Made);
            throw;
        }
        finally
        {
            folder.TryRemoveFolder(hidden);
        }
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

    // Asked first: the reason alone, without the name of a system call, is what people look for.
    private static void RequireWritable(string path, string folder)
    {
        if (!Directory.Exists(folder))
            throw new ListenException($"cannot listen at {path}: there is no folder {folder}");
        if (Libc.Access(folder, Writable) != 0)
            throw new ListenException($"cannot listen at {path}: {Marshal.GetLastPInvokeErrorMessage()} ({folder})");
    }

    private static string FolderOf(string path) => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;

    private static string NameOf(string path) => System.IO.Path.GetFileName(System.IO.Path.GetFullPath(path));

    // In the same folder, since only there a rename is atomic; and random, since two instances in containers of their
    // own may have the same process id.
    private static string HiddenName() => $".{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
}

/// <summary>The service cannot listen where it should.</summary>
internal sealed class ListenException(string message, Exception? inner = null) : Exception(message, inner);
