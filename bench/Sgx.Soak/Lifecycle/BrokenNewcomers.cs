using Sgx.Soak.Agents;
using Sgx.Soak.Clients;
using Sgx.Soak.Figures;
using Sgx.Soak.Linux;

namespace Sgx.Soak.Lifecycle;

/// <summary>Updates that go wrong under load: whoever served goes on serving.</summary>
internal sealed class BrokenNewcomers(Programs programs, SoakPlan plan)
{
    public async Task Run(FigureSheet sheet, CancellationToken cancellation)
    {
        using var node = new Node();
        var serving = node.Start(programs.Agent).WaitUntilServing(cancellation);
        using var crowd = new Crowd(plan.Clients, () => new PlainClient(node.SocketPath));
        foreach (var newcomer in BrokenNewcomer.All(plan.HangDeadline))
            sheet.Add(await Try(node, serving, newcomer, cancellation));
        sheet.Add(ThreadUser.CanChange
            ? await Try(node, serving, BrokenNewcomer.WithoutPermission, cancellation)
            : Figure.Skipped(NameOf(BrokenNewcomer.WithoutPermission), "only root can start it"));
        crowd.Stop();

        CrowdFigures.Failures(sheet, "broken newcomers: failures of one-try clients", crowd);
        sheet.Add(CrowdFigures.Served("broken newcomers: one-try clients served", crowd));
    }

    private async Task<Figure> Try(
        Node node, AgentProcess serving, BrokenNewcomer newcomer, CancellationToken cancellation)
    {
        var agent = node.Launch(newcomer.Command(node, programs.Next));
        var exitCode = await agent.End(cancellation);
        var complaint = agent.Complaint;
        node.Forget(agent);

        var hasFailed = exitCode != 0 && complaint.Contains(newcomer.Complaint, StringComparison.Ordinal);
        var isUnharmed = node.ServingProcess == serving.Id && !serving.HasEnded;
        var outcome = hasFailed ? $"ended with {exitCode}" : $"ended with {exitCode}: {complaint}";
        return Figure.Promise(NameOf(newcomer), isUnharmed ? outcome : "took over", hasFailed && isUnharmed);
    }

    private static string NameOf(BrokenNewcomer newcomer) => $"broken newcomer ({newcomer.Defect}) does not take over";
}
