using Sgx.Soak.Agents;
using Sgx.Soak.Fairness;
using Sgx.Soak.Figures;
using Sgx.Soak.Linux;

namespace Sgx.Soak.Abuse;

/// <summary>One abuse after the other against one agent; then exhaustion and fairness, against others.</summary>
internal static class AbuseRun
{
    public static async Task Run(Programs programs, AbusePlan plan, FigureSheet sheet, CancellationToken cancellation)
    {
        await AbuseOne(programs, plan, sheet, cancellation);
        if (plan.Only is not null)
            return;
        await new Suffering(programs, plan).Run(sheet, cancellation);
        await new Exhaustion(programs, plan).Run(sheet, cancellation);
        await new FairShares(programs, plan).Run(sheet, cancellation);
    }

    private static async Task AbuseOne(
        Programs programs, AbusePlan plan, FigureSheet sheet, CancellationToken cancellation)
    {
        var kinds = plan.Only is { } part ? AbuseKind.Like(part) : AbuseKind.All;
        using var group = MemoryGroup.TryMake(plan.GroupLimitMegabytes * 1024L * 1024);
        using var node = new Node();
        string[] command = [programs.Agent, .. node.Command(ContainerSocket.Settings(node))];
        var agent = node.Launch(group?.Enter(command) ?? command).WaitUntilServing(cancellation);
        var bystanders = new Bystanders(node.SocketPath, plan.Bystanders);
        var container = new Bystanders(ContainerSocket.Allocate(node, cancellation), 1);
        _ = bystanders.Ask(plan.SliceTime);   // so that nothing is done for the first time any more
        foreach (var kind in kinds)
        {
            cancellation.ThrowIfCancellationRequested();
            await new Trial(kind, plan, agent, bystanders, container, group)
                .Run(node.SocketPath, sheet, cancellation);
        }

        sheet.Add(group is null
            ? Figure.Skipped("memory with the kernel's", "no memory cgroup can be made here")
            : Figure.Told("memory with the kernel's, by its own count", $"{group.PeakMegabytes:F0} MB"));
        var isSame = !agent.HasEnded && node.ServingProcess == agent.Id;
        sheet.Add(Figure.Promise("after all abuse: the same process serves", agent.Id, isSame));
    }
}
