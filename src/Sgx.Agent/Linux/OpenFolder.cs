using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Sgx.Files;

namespace Sgx.Agent.Linux;

/// <summary>A folder that has been opened: the same one, whatever somebody puts at its path meanwhile.</summary>
/// <remarks>
/// Names of entries are looked up in the folder itself, and links in their place are never followed. All methods
/// throw <see cref="Win32Exception"/> when the system refuses, unless they say otherwise.
/// </remarks>
internal sealed class OpenFolder : IDisposable
{
    private const UnixFileMode OwnerAlone =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const int PathOnly = 0x200000, CloseOnExec = 0x80000;
    private const uint NoReplace = 1;
    private const int RemoveFolderFlag = 0x200;

    // O_DIRECTORY and O_NOFOLLOW of fcntl.h, which arm64 numbers in its own way.
    private static readonly (int Folder, int NoFollow) Only =
        RuntimeInformation.ProcessArchitecture is Architecture.Arm64 ? (0x4000, 0x8000) : (0x10000, 0x20000);

    private readonly SafeFileHandle _handle;

    private OpenFolder(SafeFileHandle handle) => _handle = handle;

    /// <summary>Opens the folder that a path leads to, links followed.</summary>
    public static OpenFolder At(string path) =>
        new(Handle(Libc.Open(path, PathOnly | Only.Folder | CloseOnExec), "open"));

    /// <summary>Makes a folder in this one that nobody else may use, and opens it.</summary>
    /// <exception cref="Win32Exception">It cannot be made, or somebody has put another in its place.</exception>
    public OpenFolder MakePrivate(string name)
    {
        _ = SystemCall.Checked(Libc.MakeFolderAt(_handle, name, (uint)OwnerAlone), "mkdir");
        try
        {
            var made = OpenEntry(name, Only.Folder);
            return FileStatus.Of(made) is { IsFolder: true, Permissions: OwnerAlone } status
                && status.Owner == FileStatus.EffectiveUser
                ? new(made)
                : throw Replaced(made, "the folder that was just made");
        }
        catch
        {
            TryRemoveFolder(name);
            throw;
        }
    }

    /// <summary>A path of an entry that other processes cannot use, nor learn anything from.</summary>
    public string PathOf(string name) => $"/proc/self/fd/{Number(_handle)}/{name}";

    /// <summary>Sets the permissions of a socket in this folder, whatever the umask.</summary>
    /// <returns>Which file it is.</returns>
    /// <exception cref="Win32Exception">It is no socket of this user, or the system refuses.</exception>
    public FileIdentity OpenSocketToEverybody(string name)
    {
        const uint everybody = 0x1B6;   // rw-rw-rw-
        using var socket = OpenEntry(name, 0);
        if (FileStatus.Of(socket) is not { IsSocket: true } status || status.Owner != FileStatus.EffectiveUser)
            throw Replaced(socket, "the socket that was just made");
        _ = SystemCall.Checked(Libc.ChangeMode($"/proc/self/fd/{Number(socket)}", everybody), "chmod");
        return FileIdentity.Of(socket) ?? throw SystemCall.Failure("statx");
    }

    /// <summary>Which file an entry is; null where there is none.</summary>
    public FileIdentity? Find(string name) => FileIdentity.Of(PathOf(name));

    /// <summary>Moves an entry to a folder of the same file system, in place of what has that name there.</summary>
    public void Move(string name, OpenFolder to, string newName) =>
        _ = SystemCall.Checked(Libc.RenameAt(_handle, name, to._handle, newName, 0), "rename");

    /// <summary>Renames an entry unless the new name is taken.</summary>
    /// <returns>Whether it was renamed.</returns>
    public bool TryRename(string name, string newName) =>
        Libc.RenameAt(_handle, name, _handle, newName, NoReplace) == 0;

    /// <summary>Removes a file, if it is there and the system lets us.</summary>
    public void TryRemove(string name) => _ = Libc.RemoveAt(_handle, name, 0);

    /// <summary>Removes an empty folder, if it is there and the system lets us.</summary>
    public void TryRemoveFolder(string name) => _ = Libc.RemoveAt(_handle, name, RemoveFolderFlag);

    public void Dispose() => _handle.Dispose();

    private SafeFileHandle OpenEntry(string name, int kind) =>
        Handle(Libc.OpenAt(_handle, name, PathOnly | Only.NoFollow | CloseOnExec | kind), "open");

    private static SafeFileHandle Handle(int descriptor, string call) =>
        new(SystemCall.Checked(descriptor, call), ownsHandle: true);

    private static int Number(SafeFileHandle handle) => (int)handle.DangerousGetHandle();

    private static Win32Exception Replaced(SafeFileHandle found, string what)
    {
        found.Dispose();
        return new($"somebody has put another file in the place of {what}, or the umask takes the owner's rights");
    }
}
