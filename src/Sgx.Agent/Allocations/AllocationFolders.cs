namespace Sgx.Agent.Allocations;

/// <summary>The folders that containers see as <c>/var/run/aesmd</c>, one an allocation.</summary>
/// <param name="Root">
/// Where they lie, on a file system that a reboot empties, as <c>/var/run/sgx-agent/allocations</c>.
/// </param>
internal sealed record AllocationFolders(string Root)
{
    /// <summary>Where an allocation's socket is in its folder: as AESM's clients look for it.</summary>
    private const string SocketName = "aesm.socket";

    /// <summary>The folder that is mounted into the container.</summary>
    public string FolderOf(AllocationToken token) => Path.Combine(Root, token.ToString());

    /// <summary>The socket in it.</summary>
    public string SocketOf(AllocationToken token) => Path.Combine(FolderOf(token), SocketName);
}
