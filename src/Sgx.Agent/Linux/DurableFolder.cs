using System.ComponentModel;

namespace Sgx.Agent.Linux;

/// <summary>Folders whose entries outlast a loss of power.</summary>
internal static class DurableFolder
{
    private const int ReadOnlyCloseOnExec = 0x80000;

    /// <summary>Returns when all names in the folder are on disk.</summary>
    /// <exception cref="IOException">They may not be.</exception>
    public static void Flush(string folder)
    {
        try
        {
            FlushNow(folder);
        }
        catch (Win32Exception e)
        {
            throw new IOException($"{folder}: {e.Message}", e);
        }
    }

    private static void FlushNow(string folder)
    {
        var descriptor = SystemCall.Checked(Libc.Open(folder, ReadOnlyCloseOnExec), "open");
        try
        {
            _ = SystemCall.Checked(Libc.Flush(descriptor), "fsync");
        }
        finally
        {
            _ = Libc.Close(descriptor);
        }
    }
}
