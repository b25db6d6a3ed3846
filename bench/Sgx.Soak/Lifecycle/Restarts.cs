using Sgx.Soak.Agents;
using Sgx.Soak.Clients;
using Sgx.Soak.Figures;

namespace Sgx.Soak.Lifecycle;

/// <summary>Crashes under load: our client must get through, others cannot.</summary>
internal sealed class Restarts(Programs programs, SoakPlan plan)
{
    private const int OneTryClients = 8;
    private static readonly TimeSpan Uptime = TimeSpan.FromMilliseconds(200);

    public async Task Run(FigureSheet sheet, CancellationToken cancellation)
    {
        using var node = new Node();
        var serving = node.Start(programs.Agent).WaitUntilServing(cancellation);
        using var patient = new Crowd(plan.Clients, () => new PatientClient(node.SocketPath));
        using var plain = new Crowd(OneTryClients, () => new PausingClient(new PlainClient(node.SocketPath)));
        for (var i = 0; i < plan.Restarts; i++)
            serving = await KillAndStart(node, serving, cancellation);
        plain.Stop();
        patient.Stop();
        Tell(sheet, patient, plain);
    }

    private async Task<AgentProcess> KillAndStart(Node node, AgentProcess serving, CancellationToken cancellation)
    {
        await Task.Delay(Uptime, cancellation);
        _ = await serving.Kill().End(cancellation);
        node.Forget(serving);
        return node.Start(programs.Agent).WaitUntilServing(cancellation);
    }

    private void Tell(FigureSheet sheet, Crowd patient, Crowd plain)
    {
        sheet.Add(Figure.Told("kill -9: restarts", plan.Restarts));
        sheet.Add(Figure.Told("kill -9: quotes of clients with patience meanwhile", patient.Quotes));
        sheet.Add(CrowdFigures.Served("kill -9: clients with patience served", patient));
        CrowdFigures.Failures(sheet, "kill -9: failures of clients with patience", patient);
        sheet.Add(Figure.Told($"kill -9: failures of {OneTryClients} one-try clients, by the way", plain.Failures));
    }

    /// <summary>A client that lets a moment pass, so that it does not fail a thousand times in one outage.</summary>
    private sealed class PausingClient(IQuoteClient client) : IQuoteClient
    {
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

        public void Quote()
        {
            Thread.Sleep(Pause);
            client.Quote();
        }
    }
}
