using System.Globalization;
using Sgx.Soak.Agents;
using Sgx.Soak.Figures;
using Sgx.Soak.Linux;

namespace Sgx.Soak.Abuse;

/// <summary>One kind of abuse, in slices between quiet ones, and what others and the agent had of it.</summary>
/// <param name="kind">The abuse, at the shared socket.</param>
/// <param name="plan">How long.</param>
/// <param name="agent">Who suffers it.</param>
/// <param name="bystanders">Clients at the shared socket.</param>
/// <param name="container">A client at a socket of its own.</param>
/// <param name="group">The agent's memory cgroup; null where it has none of its own.</param>
internal sealed class Trial(
    AbuseKind kind, AbusePlan plan, AgentProcess agent, Bystanders bystanders, Bystanders container, MemoryGroup? group)
{
    private const double TargetRatio = 2;
    private static readonly TimeSpan SettlingDeadline = TimeSpan.FromSeconds(60);

    private readonly Latencies _quiet = new(), _abused = new(), _ownQuiet = new(), _ownAbused = new();

    public async Task Run(string socketPath, FigureSheet sheet, CancellationToken cancellation)
    {
        var descriptors = agent.Figures.Descriptors;
        var (left, made) = (0, 0L);
        await using var watch = new AgentWatch(agent, group);
        for (var i = 0; i < plan.Slices; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Ask(_quiet, _ownQuiet);
            made += AskAbused(socketPath);
            var settled = await Quiet.Descriptors(agent, descriptors, SettlingDeadline, cancellation);
            left = Math.Max(left, settled - descriptors);
        }

        sheet.Add(Figure.Told(Named("connections made, descriptors at most"), $"{made}, {watch.MostDescriptors}"));
        TellOthers(sheet);
        TellContainer(sheet);
        TellMemory(sheet, watch.MostMegabytes);
        if (group is not null)
            sheet.Add(Figure.Target(
                Named("memory with the kernel's at most"), $"{watch.MostChargedMegabytes:F0} MB",
                watch.MostChargedMegabytes <= plan.TargetMegabytes));
        sheet.Add(Figure.Promise(Named("descriptors left over"), left, left <= 0));
    }

    private string Named(string figure) => $"{kind.Name}: {figure}";

    private void Ask(Latencies others, Latencies own)
    {
        var asking = new Thread(() => own.Add(container.Ask(plan.SliceTime)));
        asking.Start();
        others.Add(bystanders.Ask(plan.SliceTime));
        asking.Join();
    }

    // How many connections the abuse made.
    private long AskAbused(string socketPath)
    {
        using var abuser = new Abuser(kind, socketPath);
        Ask(_abused, _ownAbused);
        abuser.Stop();
        return abuser.Connections;
    }

    private void TellMemory(FigureSheet sheet, double megabytes) => sheet.Add(Figure.Promise(
        Named("resident memory at most"), $"{megabytes:F0} MB", megabytes <= plan.MaxMegabytes));

    private void TellOthers(FigureSheet sheet)
    {
        var failures = _quiet.Failures + _abused.Failures;
        sheet.Add(kind.MakesOthersWait
            ? Figure.Told(Named("failures of others"), failures)
            : Figure.Promise(Named("failures of others"), failures, failures == 0));
        if (failures > 0)
            sheet.Add(Figure.Told(Named("first failure"), _quiet.FirstFailure ?? _abused.FirstFailure!));
        sheet.Add(Compare("key count", _quiet.KeyCounts, _abused.KeyCounts));
        sheet.Add(Compare("quote", _quiet.Quotes, _abused.Quotes));
    }

    private void TellContainer(FigureSheet sheet)
    {
        var failures = _ownQuiet.Failures + _ownAbused.Failures;
        sheet.Add(Figure.Promise(Named("failures of a container"), failures, failures == 0));
        if (failures > 0)
            sheet.Add(Figure.Told(
                Named("first failure of a container"), _ownQuiet.FirstFailure ?? _ownAbused.FirstFailure!));
        var (before, during) = (Spread.Of(_ownQuiet.Quotes), Spread.Of(_ownAbused.Quotes));
        sheet.Add(Figure.Target(
            Named("quote of a container ms p50/p99, quiet to abused"), $"{before} to {during}",
            during.Percentile99 <= Math.Min(TargetRatio * before.Percentile99, plan.TargetMilliseconds)));
    }

    private Figure Compare(string call, IEnumerable<double> quiet, IEnumerable<double> abused)
    {
        var (before, during) = (Spread.Of(quiet), Spread.Of(abused));
        var ratio = during.Percentile99 / before.Percentile99;
        return Figure.Target(
            Named($"{call} ms p50/p99, quiet to abused"),
            string.Create(CultureInfo.InvariantCulture, $"{before} to {during} (x{ratio:F1})"), ratio <= TargetRatio);
    }

    private readonly record struct Spread(double Median, double Percentile99)
    {
        public static Spread Of(IEnumerable<double> milliseconds)
        {
            double[] values = [.. milliseconds];
            return new(Quantile.Of(0.5, values), Quantile.Of(0.99, values));
        }

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Median:F2}/{Percentile99:F2}");
    }
}
