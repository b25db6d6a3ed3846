using System.Globalization;
using Sgx.Bench.Figures;

namespace Sgx.Bench.Results;

/// <summary>The report of a run, in Markdown.</summary>
internal static class ResultsDocument
{
    public static string Write(BenchFigures figures, Plan plan)
    {
        var rows = figures.Comparisons.GroupBy(c => (c.Operation.Name, c.Clients)).Select(group => new Row([.. group])).ToArray();
        return Heading(figures, plan, rows) + Cost(rows) + Speed(rows) + Memory(figures) + Start(figures);
    }

    private static string Heading(BenchFigures figures, Plan plan, IReadOnlyList<Row> rows) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        # What the agent costs

        Written by `make bench` on {DateTime.UtcNow:yyyy-MM-dd}, commit {figures.Commit}, on {Machine.Describe()}.

        `sgx-agent quote-helper`, native code, on the simulated platform, beside `bench/baseline/aesm-echo.c`: one thread on
        epoll that reads requests of the same size and sends replies of the same size, and does nothing else. Clients are
        blocking threads on the same processors, one connection a request. {plan.Rounds} rounds, agent and baseline in turn,
        {plan.LoadTime.TotalSeconds} s each; ratios are taken within a round, and the median of the rounds is shown with the least and the most.

        Noise: others used {figures.ForeignLoad:P0} of the machine meanwhile; least and most ratio of a row are {rows.Average(row => row.CostRatio.Width):P0} of the
        median apart on average. Requests that failed: {figures.Errors}.


        """);

    private static string Cost(IReadOnlyList<Row> rows)
    {
        var table = new Table(
            "Processor time of a request",
            "Microseconds of processor time in the server for one request, kernel included. The ratio is to the server in C,\n"
            + "for quotes to that and one bare P-256 signature together: what remains above 1 is what this program adds.",
            "operation", "clients", "agent µs", "C µs", "signature µs", "ratio", "least to most", "target", "verdict");
        foreach (var row in rows)
        {
            var target = Targets.CostRatioOf(row.Operation);
            _ = table.Row(
                row.Operation.Name, $"{row.Clients}", F1(row.AgentCost), F1(row.BaselineCost), row.Operation.Signs ? F1(row.SignatureCost) : "–",
                F2(row.CostRatio.Median), $"{F2(row.CostRatio.Least)} to {F2(row.CostRatio.Most)}", target is { } t ? F1(t) : "–",
                Targets.Verdict(row.CostRatio.Median, target));
        }

        return table.ToString();
    }

    private static string Speed(IReadOnlyList<Row> rows)
    {
        var table = new Table(
            "Speed as clients see it",
            "Clients and server share the processors, so this is a rate of both together, and latency is mostly waiting for\n"
            + "a processor. Microseconds; medians of the rounds, but the longest wait of all.",
            "operation", "clients", "agent req/s", "p50", "p99", "max", "C req/s", "p50", "p99", "max");
        foreach (var row in rows)
            _ = table.Row([row.Operation.Name, $"{row.Clients}", .. Speed(row.Agent), .. Speed(row.Baseline)]);
        return table.ToString();
    }

    private static string[] Speed(IReadOnlyList<Load.LoadFigures> loads) =>
    [
        F0(Spread.Of(loads.Select(load => load.RequestsPerSecond)).Median),
        F0(Spread.Of(loads.Select(load => load.Latency.Median)).Median),
        F0(Spread.Of(loads.Select(load => load.Latency.Percentile99)).Median),
        F0(loads.Max(load => load.Latency.Max)),
    ];

    private static string Memory(BenchFigures figures) => new Table(
            "Memory of the agent",
            "Megabytes resident. Anonymous is what the process has made itself; the rest is program and libraries, which the\n"
            + "system can drop and share.",
            "when", "resident", "anonymous", "target", "verdict")
        .Row("idle, 1 s after start", Mb(figures.IdleMemory.TotalKilobytes), Mb(figures.IdleMemory.AnonymousKilobytes),
            F0(Targets.IdleMegabytes), Targets.Verdict(figures.IdleMemory.TotalKilobytes / 1024.0, Targets.IdleMegabytes))
        .Row("after all load", Mb(figures.MemoryAfterLoad.TotalKilobytes), Mb(figures.MemoryAfterLoad.AnonymousKilobytes), "–", "–")
        .ToString();

    private static string Start(BenchFigures figures)
    {
        var start = Spread.Of(figures.StartMilliseconds);
        return new Table(
                "Start",
                $"Milliseconds from starting the process to the first quote in a client's hands, {figures.StartMilliseconds.Count} times.",
                "median", "least to most", "target", "verdict")
            .Row(F0(start.Median), $"{F0(start.Least)} to {F0(start.Most)}", F0(Targets.StartMilliseconds),
                Targets.Verdict(start.Median, Targets.StartMilliseconds))
            .ToString().TrimEnd() + "\n";
    }

    private static string Mb(long kilobytes) => F1(kilobytes / 1024.0);

    private static string F0(double figure) => figure.ToString("F0", CultureInfo.InvariantCulture);

    private static string F1(double figure) => figure.ToString("F1", CultureInfo.InvariantCulture);

    private static string F2(double figure) => figure.ToString("F2", CultureInfo.InvariantCulture);
}
