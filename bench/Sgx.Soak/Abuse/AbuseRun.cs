using Sgx.Soak.Agents;
using Sgx.Soak.Fairness;
using Sgx.Soak.Figures;

namespace Sgx.Soak.Abuse;

/// <summary>One abuse after the other against one agent; then exhaustion and fairness, against others.</summary>
internal static class AbuseRun
{
    public static async Task Run(Programs programs, AbusePlan plan, FigureSheet sheet, CancellationToken cancellation)
    {
        await AbuseOne(programs, plan, sheet, cancellation);
        if (plan.Only is not null)
            return;
        await new Exhaustion(programs, plan).Run(sheet, cancellation);
        await new FairShares(programs, plan).Run(sheet, cancellation);
    }

    private static async Task AbuseOne(
        Programs programs, AbusePlan plan, FigureSheet sheet, CancellationToken cancellation)
    {
        var kinds = plan.Only is { } part ? AbuseKind.Like(part) : AbuseKind.All;
        using var node = new Node();
        var agent = node.Start(programs.Agent).WaitUntilServing(cancellation);
        var bystanders = new Bystanders(node.SocketPath, plan.Bystanders);
        _ = bystanders.Ask(plan.SliceTime);   // so that nothing is done for the first time any more
        foreach (var kind in kinds)
        {
            cancellation.ThrowIfCancellationRequested();
            await new Trial(kind, plan, agent, bystanders).Run(node.SocketPath, sheet, cancellation);
        }

        var isSame = !agent.HasEnded && node.ServingProcess == agent.Id;
        sheet.Add(Figure.Promise("after all abuse: the same process serves", agent.Id, isSame));
    }
}
