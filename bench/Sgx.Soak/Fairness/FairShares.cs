using System.Globalization;
using Sgx.Soak.Abuse;
using Sgx.Soak.Agents;
using Sgx.Soak.Clients;
using Sgx.Soak.Figures;
using Sgx.Soak.Linux;

namespace Sgx.Soak.Fairness;

/// <summary>Callers of a slow quoting enclave: equals get the same, a greedy one no more.</summary>
internal sealed class FairShares(Programs programs, AbusePlan plan)
{
    private const int Callers = 16, GreedyConnections = 100, Batches = 3;
    private const uint FirstUser = 30_001, GreedyUser = 30_100;
    private const double LeastIndex = 0.98, MostGreed = 1.05, CheapMilliseconds = 1;

    public async Task Run(FigureSheet sheet, CancellationToken cancellation)
    {
        if (!ThreadUser.CanChange)
        {
            sheet.Add(Figure.Skipped("fairness among callers", "only root has several uids"));
            return;
        }

        using var node = new Node();
        _ = node.Start(programs.Agent, "--simulate", "slow=5ms").WaitUntilServing(cancellation);
        using var equals = new Crowd(
            Callers, () => new QuoteOnlyClient(node.SocketPath), number => FirstUser + (uint)number);
        await Task.Delay(plan.FairTime / Batches, cancellation);
        TellEquals(sheet, await Shares(equals, cancellation));
        TellCheap(sheet, new CheapCalls(node.SocketPath).Median(plan.FairTime / Batches));

        using var greedy = new Crowd(
            GreedyConnections, () => new QuoteOnlyClient(node.SocketPath), _ => GreedyUser);
        await Task.Delay(plan.FairTime / Batches, cancellation);
        await TellGreed(sheet, equals, greedy, cancellation);
        equals.Stop();
        greedy.Stop();
        sheet.Add(Figure.Promise("fairness: failures of the 16", equals.Failures, equals.Failures == 0));
    }

    private async Task<long[]> Shares(Crowd crowd, CancellationToken cancellation)
    {
        var before = crowd.QuotesByClient;
        await Task.Delay(plan.FairTime, cancellation);
        return [.. crowd.QuotesByClient.Zip(before, (after, then) => after - then)];
    }

    private void TellEquals(FigureSheet sheet, long[] shares)
    {
        var index = JainIndex.Of(shares);
        sheet.Add(Figure.Told(
            "16 equal callers: quotes of each, least and most", $"{shares.Min()} and {shares.Max()}"));
        sheet.Add(Firm("16 equal callers: Jain's index", $"{index:F4}", index >= LeastIndex));
    }

    private static void TellCheap(FigureSheet sheet, double median) => sheet.Add(Figure.Target(
        "16 busy callers, quotes of 5 ms: key count median", Text($"{median:F2} ms"), median < CheapMilliseconds));

    private async Task TellGreed(
        FigureSheet sheet, Crowd equals, Crowd greedy, CancellationToken cancellation)
    {
        var shares = Shares(equals, cancellation);
        var greed = (await Shares(greedy, cancellation)).Sum();
        var fair = (await shares).Average();
        sheet.Add(Figure.Told(
            "a caller on 100 connections beside the 16: quotes, and each of theirs", Text($"{greed} and {fair:F0}")));
        var share = greed / fair;
        sheet.Add(Firm(
            "a caller on 100 connections: its share, in one of theirs", $"{share:F3}", share <= MostGreed));
    }

    private Figure Firm(string name, FormattableString value, bool holds) =>
        plan.AreFiguresFirm ? Figure.Promise(name, Text(value), holds) : Figure.Target(name, Text(value), holds);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
