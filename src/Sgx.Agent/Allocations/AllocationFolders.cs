namespace Sgx.Agent.Allocations;

/// <summary>The folders that containers see as <c>/var/run/aesmd</c>, one an allocation.</summary>
/// <param name="Root">
/// Where they lie, on a file system that a reboot empties, as <c>/var/run/sgx-agent/allocations</c>.
/// </param>
internal sealed record AllocationFolders(string Root)
{
    /// <summary>Where an allocation's socket is in its folder: as AESM's clients look for it.</summary>
    private const string SocketName = "aesm.socket";

    // Of the folder of folders: whoever knows a token passes, nobody else learns one.
    private const UnixFileMode OthersPass =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private const UnixFileMode OthersLook = OthersPass | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>The folder that is mounted into the container.</summary>
    public string FolderOf(AllocationToken token) => Path.Combine(Root, token.ToString());

    /// <summary>The socket in it.</summary>
    public string SocketOf(AllocationToken token) => Path.Combine(FolderOf(token), SocketName);

    /// <summary>Makes the folder of folders, or closes it to curious others where it is there already.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not make it, or it is another's.</exception>
    public void Prepare()
    {
        _ = Directory.CreateDirectory(Root);
        if (File.GetUnixFileMode(Root) != OthersPass)
            File.SetUnixFileMode(Root, OthersPass);
    }

    /// <summary>Makes an allocation's folder; one that is there stays, since a container may have it mounted.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not make it.</exception>
    public void Make(AllocationToken token)
    {
        if (!Directory.Exists(Root))
            Prepare();
        if (Directory.Exists(FolderOf(token)))
            return;
        _ = Directory.CreateDirectory(FolderOf(token));
        File.SetUnixFileMode(FolderOf(token), OthersLook);   // whatever the umask
    }

    /// <summary>Takes an allocation's folder away, if it is there, with what is in it.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not remove it.</exception>
    public void Remove(AllocationToken token)
    {
        if (Directory.Exists(FolderOf(token)))
            Directory.Delete(FolderOf(token), recursive: true);
    }
}
