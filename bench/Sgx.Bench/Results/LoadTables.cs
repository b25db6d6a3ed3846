using Sgx.Bench.Figures;
using Sgx.Bench.Load;
using static Sgx.Bench.Results.Figure;

namespace Sgx.Bench.Results;

/// <summary>What became of the agent and the server in C under load.</summary>
internal static class LoadTables
{
    public static Table Cost(IReadOnlyList<Row> rows)
    {
        var table = new Table(
            "Processor time of a request",
            "Microseconds of processor time in the server for one request, kernel included. The ratio is to the\n"
            + "server in C, for quotes to that and a bare P-256 signature: what is above 1 is what this program adds.",
            "operation", "clients", "agent µs", "C µs", "signature µs",
            "ratio", "least to most", "target", "verdict");
        foreach (var row in rows)
            _ = table.Row(Cells(row));
        return table;
    }

    public static Table Speed(IReadOnlyList<Row> rows)
    {
        var table = new Table(
            "Speed as clients see it",
            "Clients and server share the processors, so the rate is that of both together, and latency\n"
            + "(microseconds) is mostly waiting for a processor. Medians of the rounds, but the longest wait of all.",
            "operation", "clients", "agent req/s", "p50", "p99", "max", "C req/s", "p50", "p99", "max");
        foreach (var row in rows)
            _ = table.Row([row.Operation.Name, $"{row.Clients}", .. Cells(row.Agent), .. Cells(row.Baseline)]);
        return table;
    }

    private static string[] Cells(Row row)
    {
        var target = Targets.CostRatioOf(row.Operation);
        var ratio = row.CostRatio;
        return
        [
            row.Operation.Name, $"{row.Clients}", Tenths(row.AgentCost), Tenths(row.BaselineCost),
            row.Operation.Signs ? Tenths(row.SignatureCost) : None, Hundredths(ratio.Median),
            $"{Hundredths(ratio.Least)} to {Hundredths(ratio.Most)}", target is { } most ? Tenths(most) : None,
            Targets.Verdict(ratio.Median, target),
        ];
    }

    private static string[] Cells(IReadOnlyList<LoadFigures> loads) =>
    [
        Whole(Spread.Of(loads.Select(load => load.RequestsPerSecond)).Median),
        Whole(Spread.Of(loads.Select(load => load.Latency.Median)).Median),
        Whole(Spread.Of(loads.Select(load => load.Latency.Percentile99)).Median),
        Whole(loads.Max(load => load.Latency.Max)),
    ];
}
