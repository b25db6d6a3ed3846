using Sgx.Soak.Agents;
using Sgx.Soak.Clients;
using Sgx.Soak.Figures;

namespace Sgx.Soak.Abuse;

/// <summary>More idle connections than the agent has descriptors: clients are still served.</summary>
internal sealed class Exhaustion(Programs programs, AbusePlan plan)
{
    /// <summary>More than the agent has descriptors.</summary>
    public const int IdleConnections = 3_000;

    private const int Limit = 1024, Clients = 64;
    private static readonly string Name = AbuseKind.Exhaustion.Name;
    private static readonly TimeSpan SettlingDeadline = TimeSpan.FromSeconds(60);

    public async Task Run(FigureSheet sheet, CancellationToken cancellation)
    {
        using var node = new Node();
        string[] limited = ["bash", "-c", $"ulimit -n {Limit} && exec \"$0\" \"$@\""];
        var agent = node.Launch([.. limited, programs.Agent, .. node.Command()]).WaitUntilServing(cancellation);
        new PlainClient(node.SocketPath).Quote();
        var before = agent.Figures.Descriptors;
        await using var watch = new AgentWatch(agent);
        Serve(node, sheet, cancellation);

        var left = await Quiet.Descriptors(agent, before, SettlingDeadline, cancellation) - before;
        sheet.Add(Figure.Told($"{Name}: descriptors at most", watch.MostDescriptors));
        sheet.Add(Figure.Promise($"{Name}: descriptors left over", left, left <= 0));
        sheet.Add(Figure.Promise($"{Name}: the same process serves", agent.Id, node.ServingProcess == agent.Id));
    }

    private void Serve(Node node, FigureSheet sheet, CancellationToken cancellation)
    {
        using var abuser = new Abuser(AbuseKind.Exhaustion, node.SocketPath);
        using var crowd = new Crowd(Clients, () => new PlainClient(node.SocketPath));
        while (crowd.Served < Clients && crowd.Failures == 0 || abuser.Connections < IdleConnections)
            _ = cancellation.WaitHandle.WaitOne(plan.SliceTime);
        crowd.Stop();
        abuser.Stop();

        sheet.Add(Figure.Told($"{Name}: connections made", abuser.Connections));
        sheet.Add(CrowdFigures.Served($"{Name}: clients served", crowd));
        CrowdFigures.Failures(sheet, $"{Name}: failures of clients", crowd);
    }
}
