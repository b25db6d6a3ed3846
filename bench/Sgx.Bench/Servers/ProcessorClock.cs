using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Sgx.Bench.Servers;

/// <summary>The processor time that all threads of a process have used, finer than in ticks of 10 ms.</summary>
/// <remarks>clock_getcpuclockid(3): the same sum as utime and stime of /proc/PID/stat, not rounded.</remarks>
internal sealed partial class ProcessorClock
{
    private readonly int _clock;

    public ProcessorClock(Process process)
    {
        var error = GetClock(process.Id, out _clock);
        if (error != 0)
            throw new Win32Exception(error, $"clock_getcpuclockid of process {process.Id}");
    }

    /// <summary>This process's own.</summary>
    public static ProcessorClock Own { get; } = new(Process.GetCurrentProcess());

    /// <exception cref="Win32Exception">The process is gone.</exception>
    public TimeSpan Now => GetTime(_clock, out var time) == 0
        ? TimeSpan.FromTicks(time.Seconds * TimeSpan.TicksPerSecond + time.Nanoseconds / TimeSpan.NanosecondsPerTick)
        : throw new Win32Exception(Marshal.GetLastPInvokeError(), "clock_gettime");

    [LibraryImport("libc", EntryPoint = "clock_getcpuclockid")]
    private static partial int GetClock(int process, out int clock);

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int GetTime(int clock, out TimeSpec time);

    // struct timespec of 64-bit Linux.
    private readonly record struct TimeSpec(long Seconds, long Nanoseconds);
}
