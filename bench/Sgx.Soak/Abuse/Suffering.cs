using System.Net;
using Sgx.Soak.Agents;
using Sgx.Soak.Clients;
using Sgx.Soak.Figures;

namespace Sgx.Soak.Abuse;

/// <summary>Abuses that need an agent with settings of its own, and what honest clients have meanwhile.</summary>
internal sealed class Suffering(Programs programs, AbusePlan plan)
{
    private const int Connections = 1_000, Pieces = 10, Tries = 3;
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(5), DrainGrace = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PieceTime = TimeSpan.FromMilliseconds(100), Patience = TimeSpan.FromSeconds(30);

    public async Task Run(FigureSheet sheet, CancellationToken cancellation)
    {
        SlowVictim(sheet, cancellation);
        await Http(sheet, cancellation);
        await Stop(sheet, cancellation);
    }

    // A container that takes a second for its request, beside a flood at the shared socket.
    private void SlowVictim(FigureSheet sheet, CancellationToken cancellation)
    {
        using var node = new Node();
        _ = node.Start(programs.Agent, ["--max-connections", $"{Connections}", .. ContainerSocket.Settings(node)])
            .WaitUntilServing(cancellation);
        var own = ContainerSocket.Allocate(node, cancellation);
        using var abuser = new Abuser(AbuseKind.HalfOpenFlood, node.SocketPath);
        while (abuser.Connections < 2 * Connections)
            _ = cancellation.WaitHandle.WaitOne(plan.SliceTime);

        var client = new Exchange(own);
        var dropped = Enumerable.Range(0, plan.Repetitions).Count(_ => !Answers(() => client.AskSlowly(
            Frames.KeyCount, Pieces, PieceTime)));
        abuser.Stop();
        sheet.Add(Figure.Told($"{AbuseKind.HalfOpenFlood.Name}: connections made", abuser.Connections));
        sheet.Add(Figure.Promise(
            $"{AbuseKind.HalfOpenFlood.Name}: slow victims dropped", $"{dropped} of {plan.Repetitions}", dropped == 0));
    }

    private async Task Http(FigureSheet sheet, CancellationToken cancellation)
    {
        using var node = new Node();
        var address = FreeAddress();
        var agent = node.Start(programs.Agent, "--http", $"{address}").WaitUntilServing(cancellation);
        using var abuser = new Abuser(AbuseKind.SilentHttp, node.SocketPath, address);
        await Task.Delay(plan.SliceTime, cancellation);

        var name = AbuseKind.SilentHttp.Name;
        using var http = new HttpClient { BaseAddress = new($"http://{address}"), Timeout = Patience };
        http.DefaultRequestHeaders.ConnectionClose = true;
        var (probes, clients) = (0, 0);
        for (var i = 0; i < plan.Repetitions; i++)
        {
            probes += await IsAnswered(http, "/livez", cancellation) && await IsAnswered(http, "/readyz", cancellation)
                ? 1 : 0;
            clients += Answers(new PlainClient(node.SocketPath).Quote) ? 1 : 0;
            await Task.Delay(plan.SliceTime, cancellation);
        }

        abuser.Stop();
        sheet.Add(Figure.Told($"{name}: connections made", abuser.Connections));
        sheet.Add(Promise($"{name}: probes answered", probes));
        sheet.Add(Promise($"{name}: clients served", clients));
        sheet.Add(Figure.Promise($"{name}: the same process serves", agent.Id, !agent.HasEnded));
    }

    private async Task Stop(FigureSheet sheet, CancellationToken cancellation)
    {
        using var node = new Node();
        var agent = node.Start(programs.Agent, "--drain-timeout", $"{DrainTimeout.TotalSeconds}s")
            .WaitUntilServing(cancellation);
        using var abuser = new Abuser(AbuseKind.PathHolders, node.SocketPath);
        await Task.Delay(plan.SliceTime, cancellation);
        var since = System.Diagnostics.Stopwatch.StartNew();
        var ended = agent.Terminate().End(cancellation);
        var inTime = await Task.WhenAny(ended, Task.Delay(DrainTimeout + DrainGrace, cancellation)) == ended;

        var name = AbuseKind.PathHolders.Name;
        sheet.Add(Figure.Promise($"{name}: the agent ends", $"{since.Elapsed.TotalSeconds:F1} s", inTime));
        if (inTime)
            sheet.Add(Figure.Promise($"{name}: exit code", await ended, await ended == 0));
        else
            _ = agent.Kill(); // and its holders find nobody
        _ = await ended;
        abuser.Stop();
        sheet.Add(Figure.Told($"{name}: connections made", abuser.Connections));
    }

    private Figure Promise(string name, int count) =>
        Figure.Promise(name, $"{count} of {plan.Repetitions}", count == plan.Repetitions);

    private static bool Answers(Action call)
    {
        try
        {
            call();
            return true;
        }
        catch (Exception e) when (Crowd.IsFailure(e))
        {
            return false;
        }
    }

    // As the kubelet, which acts on three failures in a row.
    private static async Task<bool> IsAnswered(HttpClient http, string path, CancellationToken cancellation)
    {
        for (var i = 0; i < Tries; i++)
        {
            if (await IsAnsweredOnce(http, path, cancellation))
                return true;
        }

        return false;
    }

    private static async Task<bool> IsAnsweredOnce(HttpClient http, string path, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(path, cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return false;
        }
    }

    private static IPEndPoint FreeAddress()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }
}
