using System.Net;
using System.Net.Sockets;
using Sgx.Soak.Clients;

namespace Sgx.Soak.Abuse;

/// <summary>The agent, as those who abuse it see it.</summary>
/// <param name="socketPath">Where it serves.</param>
/// <param name="report">A report that it would quote.</param>
/// <param name="http">Where it answers HTTP; null where it does not.</param>
internal sealed class Victim(string socketPath, Report report, IPEndPoint? http = null)
{
    private readonly UnixDomainSocketEndPoint _service = new(socketPath);
    private long _connections;

    public string SocketPath { get; } = socketPath;

    public IPEndPoint? Http { get; } = http;

    /// <summary>Connections made so far.</summary>
    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>A request for a quote in a buffer of that size.</summary>
    /// <param name="bufferSize">Bytes.</param>
    /// <param name="questionBytes">Bytes of the QE report info in it, of which only one number makes sense.</param>
    public byte[] QuoteFrame(uint bufferSize, int questionBytes = 0) =>
        Frames.Quote(report, bufferSize, questionBytes);

    /// <summary>A new connection; null when the agent takes none.</summary>
    public Peer? TryConnect() => TryConnect(_service);

    /// <summary>A new connection by another path; null when the agent takes none.</summary>
    public Peer? TryConnect(string path) => TryConnect(new UnixDomainSocketEndPoint(path));

    /// <summary>Counts a connection that was made by other means.</summary>
    public void Count() => Interlocked.Increment(ref _connections);

    private Peer? TryConnect(UnixDomainSocketEndPoint service)
    {
        try
        {
            var peer = new Peer(service);
            Count();
            return peer;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>Opens connections up to a number, does something on each, and holds them until the end.</summary>
    public void Hold(int count, Action<Peer> greet, CancellationToken end)
    {
        var peers = new List<Peer>();
        while (peers.Count < count && !end.IsCancellationRequested && TryConnect() is { } peer)
        {
            peers.Add(peer);
            greet(peer);
        }

        _ = end.WaitHandle.WaitOne();
        peers.ForEach(peer => peer.Dispose());
    }

    /// <summary>Asks the same on many connections, then waits for all answers.</summary>
    public void AskAtOnce(int count, byte[] frame, CancellationToken end)
    {
        var peers = new List<Peer>();
        while (peers.Count < count && !end.IsCancellationRequested && TryConnect() is { } peer)
            peers.Add(peer);
        peers.ForEach(peer => peer.Send(frame));
        peers.ForEach(peer => peer.AwaitEnd());
        peers.ForEach(peer => peer.Dispose());
    }

    /// <summary>Does something on one connection after the other until the end.</summary>
    public void Repeat(Action<Peer> act, CancellationToken end)
    {
        while (!end.IsCancellationRequested && TryConnect() is { } peer)
        {
            using (peer)
                act(peer);
        }
    }
}
