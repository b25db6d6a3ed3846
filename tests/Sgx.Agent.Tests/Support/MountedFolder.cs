using System.ComponentModel;
using Sgx.Agent.Linux;

namespace Sgx.Agent.Tests.Support;

/// <summary>A folder as a container has it that mounted it: the same one, whatever is at its path by now.</summary>
internal sealed class MountedFolder : IDisposable
{
    private const int PathOnly = 0x200000, Folder = 0x10000, CloseOnExec = 0x80000;

    private readonly int _descriptor;

    /// <exception cref="Win32Exception">It is not there, so no runtime could start the container.</exception>
    public MountedFolder(string path) =>
        _descriptor = SystemCall.Checked(Libc.Open(path, PathOnly | Folder | CloseOnExec), "open");

    /// <summary>The socket in it.</summary>
    public string Socket => $"/proc/self/fd/{_descriptor}/aesm.socket";

    public void Dispose() => _ = Libc.Close(_descriptor);
}
