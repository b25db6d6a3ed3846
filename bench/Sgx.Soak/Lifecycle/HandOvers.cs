using Sgx.Aesm;
using Sgx.Soak.Agents;
using Sgx.Soak.Clients;
using Sgx.Soak.Figures;

namespace Sgx.Soak.Lifecycle;

/// <summary>Updates under load, to the next version and back: clients that try once must notice nothing.</summary>
internal sealed class HandOvers(Programs programs, SoakPlan plan)
{
    private readonly SortedSet<string> _versions = [];
    private int _drained;

    public async Task Run(FigureSheet sheet, CancellationToken cancellation)
    {
        using var node = new Node();
        var serving = node.Start(programs.Agent).WaitUntilServing(cancellation);
        using var crowd = new Crowd(plan.Clients, () => new PlainClient(node.SocketPath));
        for (var i = 0; i < plan.HandOvers; i++)
            serving = await HandOver(node, serving, IsForward(i) ? programs.Next : programs.Agent, cancellation);
        crowd.Stop();
        Tell(sheet, crowd);
    }

    private static bool IsForward(int number) => number % 2 == 0;

    private async Task<AgentProcess> HandOver(
        Node node, AgentProcess old, string program, CancellationToken cancellation)
    {
        var successor = node.Start(program).WaitUntilServing(cancellation);
        if (node.ServingProcess != successor.Id)
            throw new SoakException("a successor says that it serves, and another one does");
        await NoteVersion(node, cancellation);

        if (await old.Terminate().End(cancellation) == 0)
            _drained++;
        node.Forget(old);
        return successor;
    }

    private async Task NoteVersion(Node node, CancellationToken cancellation)
    {
        var client = new AesmClient(new() { SocketPath = node.SocketPath });
        _ = _versions.Add((await client.Identify(cancellation))?.Version ?? "unknown");
    }

    private void Tell(FigureSheet sheet, Crowd crowd)
    {
        var versions = string.Join(" and ", _versions) + (programs.AreTwo ? "" : " (one program)");
        var drained = $"{_drained} of {plan.HandOvers}";
        sheet.Add(Figure.Told("hand-overs: versions, in turn", versions));
        sheet.Add(Figure.Promise(
            "hand-overs: predecessors that drained and ended with 0", drained, _drained == plan.HandOvers));
        sheet.Add(Figure.Told("hand-overs: quotes meanwhile", crowd.Quotes));
        sheet.Add(CrowdFigures.Served("hand-overs: one-try clients served", crowd));
        CrowdFigures.Failures(sheet, "hand-overs: failures of one-try clients", crowd);
    }
}
