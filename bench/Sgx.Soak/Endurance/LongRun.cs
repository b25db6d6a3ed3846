using System.Diagnostics;
using System.Globalization;
using Sgx.Soak.Agents;
using Sgx.Soak.Clients;
using Sgx.Soak.Figures;

namespace Sgx.Soak.Endurance;

/// <summary>One agent's long life under load: what it holds must stay as it is.</summary>
internal sealed class LongRun(Programs programs, SoakPlan plan)
{
    // A thread pool has a spare thread now and then.
    private const int ThreadTolerance = 4;
    private static readonly TimeSpan SettlingDeadline = TimeSpan.FromSeconds(15);

    private readonly List<Sample> _samples = [];

    /// <summary>How the agent was, in the order of time.</summary>
    public IReadOnlyList<Sample> Samples => _samples;

    public async Task Run(FigureSheet sheet, CancellationToken cancellation)
    {
        using var node = new Node();
        var agent = node.Start(programs.Agent).WaitUntilServing(cancellation);
        new PlainClient(node.SocketPath).Quote();
        var before = agent.Figures;
        using var crowd = new Crowd(plan.Clients, () => new PlainClient(node.SocketPath));
        await Watch(agent, crowd, cancellation);
        crowd.Stop();

        TellCrowd(sheet, crowd);
        TellSeries(sheet);
        var after = await Quiet.Descriptors(agent, before.Descriptors, SettlingDeadline, cancellation);
        sheet.Add(Figure.Promise(
            "long run: descriptors left over", after - before.Descriptors, after <= before.Descriptors));
    }

    private async Task Watch(AgentProcess agent, Crowd crowd, CancellationToken cancellation)
    {
        var time = Stopwatch.StartNew();
        do   // the last sample has them all
        {
            await Task.Delay(plan.Sampling, cancellation);
            _samples.Add(new(time.Elapsed.TotalSeconds, crowd.Quotes, agent.Figures));
        }
        while (_samples[^1].Quotes < plan.Quotes && crowd.Failures < plan.Quotes);
    }

    private void TellCrowd(FigureSheet sheet, Crowd crowd)
    {
        sheet.Add(Figure.Told("long run: quotes of one agent", crowd.Quotes));
        sheet.Add(Figure.Told(
            "long run: quotes a second, clients on the same machine", $"{crowd.Quotes / _samples[^1].Seconds:F0}"));
        CrowdFigures.Failures(sheet, "long run: failures of one-try clients", crowd);
    }

    private void TellSeries(FigureSheet sheet)
    {
        Tell(sheet, Series.Memory(_samples), plan.MegabytesOfGrowth);
        Tell(sheet, Series.Descriptors(_samples), plan.Clients);
        Tell(sheet, Series.Threads(_samples), ThreadTolerance);
    }

    private static void Tell(FigureSheet sheet, Series series, double tolerance)
    {
        var change = Text($"{series.Early:F1} to {series.Late:F1} {series.Unit}");
        var isFlat = series.Late - series.Early <= tolerance;
        sheet.Add(Figure.Promise($"long run: {series.Name}, second tenth to last", change, isFlat));
        sheet.Add(Figure.Told(
            $"long run: {series.Name}, slope in a million quotes", Text($"{series.Slope:F2} {series.Unit}")));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
