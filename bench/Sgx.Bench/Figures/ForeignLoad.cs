using System.Globalization;
using Sgx.Bench.Servers;

namespace Sgx.Bench.Figures;

/// <summary>How busy a machine is with what is not measured: the noise of every figure.</summary>
/// <remarks>/proc/stat, first line: user, nice, system, idle, iowait, irq, softirq, steal, in ticks.</remarks>
internal sealed class ForeignLoad
{
    private const int Idle = 3, IoWait = 4, Steal = 7;
    private const double SecondsPerTick = 0.01;

    private readonly double _busyBefore = BusySeconds();
    private readonly double _ownBefore = ProcessorClock.Own.Now.TotalSeconds;
    private readonly long _start = Environment.TickCount64;

    /// <summary>What others used, or the host stole, since this was made; 1 is the whole machine.</summary>
    /// <param name="servers">What the measured servers have used meanwhile.</param>
    public double Since(TimeSpan servers)
    {
        var elapsed = (Environment.TickCount64 - _start) / 1000.0;
        var own = ProcessorClock.Own.Now.TotalSeconds - _ownBefore + servers.TotalSeconds;
        return Math.Max(0, BusySeconds() - _busyBefore - own) / (elapsed * Environment.ProcessorCount);
    }

    private static double BusySeconds()
    {
        var words = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ticks = words.Skip(1).Take(Steal + 1).Select(word => long.Parse(word, CultureInfo.InvariantCulture));
        return ticks.Where((_, i) => i is not (Idle or IoWait)).Sum() * SecondsPerTick;
    }
}
