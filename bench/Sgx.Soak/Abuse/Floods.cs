using Sgx.Soak.Clients;

namespace Sgx.Soak.Abuse;

/// <summary>More of what clients do than any of them would.</summary>
internal static class Floods
{
    private const int AtOnce = 2_000, GreedyConnections = 100;

    public static void ConnectAndClose(Victim victim, CancellationToken end) => victim.Repeat(_ => { }, end);

    public static void ManyAtOnce(Victim victim, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
            victim.AskAtOnce(AtOnce, Frames.KeyCount, end);
    }

    public static void GreedyCaller(Victim victim, CancellationToken end)
    {
        using var crowd = new Crowd(GreedyConnections, () => new PlainClient(victim.SocketPath));
        _ = end.WaitHandle.WaitOne();
        crowd.Stop();
    }
}
