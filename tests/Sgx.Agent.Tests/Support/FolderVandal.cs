using System.Runtime.InteropServices;

namespace Sgx.Agent.Tests.Support;

/// <summary>
/// Another user who may write to a folder, and puts a link to a victim in the place of every hidden entry that appears.
/// </summary>
/// <remarks>
/// A thread acts for another user when this process is root's. Otherwise it is the same user, to whom no folder is
/// closed.
/// </remarks>
internal sealed class FolderVandal : IDisposable
{
    private const uint Nobody = 65534;

    private readonly string _folder;
    private readonly string _victim;
    private readonly Thread _thread;
    private volatile bool _isOver;
    private int _swaps;

    public FolderVandal(string folder, string victim)
    {
        (_folder, _victim) = (folder, victim);
        _thread = new(Swap) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>How often it got a link into place.</summary>
    public int Swaps => Volatile.Read(ref _swaps);

    public void Dispose()
    {
        _isOver = true;
        _thread.Join();
    }

    private void Swap()
    {
        // Of this thread alone, and root's rights over files go with it.
        if (Environment.IsPrivilegedProcess)
            _ = SetFileSystemUser(Nobody);
        while (!_isOver)
        {
            foreach (var entry in new DirectoryInfo(_folder).EnumerateFileSystemInfos(".*"))
                SwapOne(entry);
        }
    }

    private void SwapOne(FileSystemInfo entry)
    {
        try
        {
            if (entry.LinkTarget is not null || entry.Name.EndsWith(".away", StringComparison.Ordinal))
                return;
            Directory.Move(entry.FullName, entry.FullName + ".away");
            _ = File.CreateSymbolicLink(entry.FullName, _victim);
            _ = Interlocked.Increment(ref _swaps);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It was gone already.
        }
    }

    [DllImport("libc", EntryPoint = "setfsuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetFileSystemUser(uint user);
}
