using System.Runtime.InteropServices;
using Sgx.Agent.Linux;

namespace Sgx.Agent.Tests.Linux;

public sealed class ShortSliceTests
{
    private const int Batch = 3, Nice = 5;

    [Fact]
    public void An_operators_policy_and_nice_stay()
    {
        var (policy, nice) = (0, 0);
        var thread = new Thread(() =>
        {
            _ = SetScheduler(0, Batch, new byte[sizeof(int)]);
            _ = SetPriority(0, 0, Nice);
            ShortSlice.Ask();
            (policy, nice) = (GetScheduler(0), GetPriority(0, 0));
        });
        thread.Start();
        thread.Join();

        Assert.Equal((Batch, Nice), (policy, nice));
    }

    // Of the calling thread, for 0.
    [DllImport("libc", EntryPoint = "sched_setscheduler")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetScheduler(int thread, int policy, byte[] priority);

    [DllImport("libc", EntryPoint = "sched_getscheduler")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetScheduler(int thread);

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, int thread, int nice);

    [DllImport("libc", EntryPoint = "getpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetPriority(int which, int thread);
}
