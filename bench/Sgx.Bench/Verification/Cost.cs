using System.Diagnostics;
using Sgx.Bench.Servers;

namespace Sgx.Bench.Verification;

/// <summary>What one repetition of something costs.</summary>
/// <param name="Microseconds">Processor time.</param>
/// <param name="Bytes">Allocated.</param>
internal readonly record struct Cost(double Microseconds, double Bytes)
{
    /// <summary>Does it over and over for a while, on one thread.</summary>
    public static Cost Of(Action action, TimeSpan time)
    {
        action();
        var end = Environment.TickCount64 + (long)time.TotalMilliseconds;
        var (before, bytes, count) = (ProcessorClock.Own.Now, GC.GetAllocatedBytesForCurrentThread(), 0);
        for (; Environment.TickCount64 < end; count++)
            action();
        return new(
            (ProcessorClock.Own.Now - before).TotalMicroseconds / count,
            (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / count);
    }

    /// <summary>How many repetitions that many threads manage in a second of the clock on the wall.</summary>
    public static double PerSecond(Func<Action> make, int threads, TimeSpan time)
    {
        var count = 0;
        var start = Stopwatch.GetTimestamp();
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() => Work()))];
        Array.ForEach(workers, worker => worker.Start());
        Array.ForEach(workers, worker => worker.Join());
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;

        void Work()
        {
            var (action, done) = (make(), 0);
            var end = Environment.TickCount64 + (long)time.TotalMilliseconds;
            for (; Environment.TickCount64 < end; done++)
                action();
            Interlocked.Add(ref count, done);
        }
    }
}
