using Sgx.Bench.Figures;
using Sgx.Bench.Servers;
using static Sgx.Bench.Results.Figure;

namespace Sgx.Bench.Results;

/// <summary>What the agent is like as a process.</summary>
internal static class ProcessTables
{
    public static Table Memory(BenchFigures figures) => new Table(
            "Memory of the agent",
            "Megabytes resident. Anonymous is what the process has made itself; the rest is program and libraries,\n"
            + "which the system can drop and share.",
            "when", "resident", "anonymous", "target", "verdict")
        .Row("idle, 1 s after start", Resident(figures.IdleMemory), Anonymous(figures.IdleMemory),
            Whole(Targets.IdleMegabytes), Targets.Verdict(figures.IdleMemory.TotalMegabytes, Targets.IdleMegabytes))
        .Row("idle, HTTP and allocations on", Resident(figures.IdleMemoryAllOn), Anonymous(figures.IdleMemoryAllOn),
            None, None)
        .Row("after all load", Resident(figures.MemoryAfterLoad), Anonymous(figures.MemoryAfterLoad), None, None);

    public static Table Start(BenchFigures figures)
    {
        var start = Spread.Of(figures.StartMilliseconds);
        return new Table(
                "Start",
                "Milliseconds from starting the process to the first quote in the hands of a client that tries until\n"
                + $"it is answered; {figures.StartMilliseconds.Count} starts.",
                "median", "least to most", "target", "verdict")
            .Row(Whole(start.Median), $"{Whole(start.Least)} to {Whole(start.Most)}", Whole(Targets.StartMilliseconds),
                Targets.Verdict(start.Median, Targets.StartMilliseconds));
    }

    private static string Resident(ResidentMemory memory) => Tenths(memory.TotalMegabytes);

    private static string Anonymous(ResidentMemory memory) => Tenths(memory.AnonymousMegabytes);
}
