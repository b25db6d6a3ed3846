using System.Globalization;
using Sgx.Bench.Figures;
using static Sgx.Bench.Results.Figure;

namespace Sgx.Bench.Results;

/// <summary>The report of a run, in Markdown.</summary>
internal static class ResultsDocument
{
    public static string Write(BenchFigures figures, Plan plan)
    {
        Row[] rows =
        [
            .. from comparison in figures.Comparisons
               group comparison by (comparison.Operation, comparison.Clients) into rounds
               select new Row([.. rounds]),
        ];
        return Heading(figures, plan) + Noise(figures, rows) + LoadTables.Cost(rows) + LoadTables.Speed(rows)
            + ProcessTables.Memory(figures) + ProcessTables.Start(figures);
    }

    private static string Heading(BenchFigures figures, Plan plan) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        # What the agent costs

        Written by `make bench` on {DateTime.UtcNow:yyyy-MM-dd} of commit {figures.Commit}.
        Machine: {Machine.Describe()}.

        `sgx-agent quote-helper` on the simulated platform, beside `bench/baseline/aesm-echo.c`: one thread on epoll
        that reads requests of the same size and sends replies of the same size, and does nothing else. Clients are
        blocking threads on the same processors, one connection a request. {plan.Rounds} rounds, agent and baseline in
        turn, {plan.LoadTime.TotalSeconds} s each; a ratio is taken within a round, and their median is shown.


        """);

    private static string Noise(BenchFigures figures, IReadOnlyList<Row> rows) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        Noise: others used {Whole(100 * figures.ForeignLoad)} % of the machine meanwhile. Within a row the least and the
        most ratio are {Whole(100 * rows.Average(row => row.CostRatio.Width))} % of the median apart, on average.
        Requests that failed: {figures.Errors}.

        The bare signature below is made in a loop, all processors at it. Right after its thread has slept, which is how
        a client that is alone meets it, the same signature takes {Tenths(figures.SignatureAfterSleep)} µs (median).


        """);
}
