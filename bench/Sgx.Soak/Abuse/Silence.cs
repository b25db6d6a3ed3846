using System.Buffers.Binary;
using Sgx.Aesm;
using Sgx.Soak.Clients;

namespace Sgx.Soak.Abuse;

/// <summary>Peers that take a place and do not go on.</summary>
internal static class Silence
{
    private const int LargestBuffer = 256 * 1024;
    private const int TricklePiece = 4 * 1024, StuckAt = 64 * 1024;
    private static readonly TimeSpan TricklePause = TimeSpan.FromMilliseconds(1);

    public static void HalfPrefixes(Victim victim, CancellationToken end) =>
        victim.Hold(500, peer => peer.Send(Frames.KeyCount.AsSpan(0, AesmFrame.PrefixSize / 2)), end);

    public static void HalfFrames(Victim victim, CancellationToken end)
    {
        var frame = victim.QuoteFrame(LargestBuffer);
        victim.Hold(500, peer => peer.Send(frame.AsSpan(0, frame.Length / 2)), end);
    }

    public static void SilentPeers(Victim victim, CancellationToken end) => victim.Hold(2_000, _ => { }, end);

    public static void IdleConnections(Victim victim, CancellationToken end) => victim.Hold(10_000, _ => { }, end);

    public static void MoreThanDescriptors(Victim victim, CancellationToken end) =>
        victim.Hold(Abuse.Exhaustion.IdleConnections, _ => { }, end);

    public static void SlowReaders(Victim victim, CancellationToken end)
    {
        var frame = victim.QuoteFrame(LargestBuffer);
        victim.Hold(4_000, peer => peer.Send(frame), end);
    }

    /// <summary>Fills what the agent keeps of unfinished requests to the last byte, and leaves it at that.</summary>
    public static void Brim(Victim victim, CancellationToken end)
    {
        var piece = new byte[StuckAt];
        Prefix().CopyTo(piece.AsSpan());
        victim.Hold(1_024, peer => peer.Send(piece), end);
    }

    public static void Trickles(Victim victim, CancellationToken end)
    {
        var prefix = Prefix();
        var piece = new byte[TricklePiece];
        var peers = new List<Peer>();
        while (peers.Count < 200 && victim.TryConnect() is { } peer)
        {
            peers.Add(peer);
            _ = peer.Send(prefix);
        }

        for (var next = 0; !end.IsCancellationRequested && peers.Count > 0; next++)
        {
            _ = peers[next % peers.Count].Send(piece);
            if (next % peers.Count == 0)
                _ = end.WaitHandle.WaitOne(TricklePause);
        }

        peers.ForEach(peer => peer.Dispose());
    }

    private static byte[] Prefix()
    {
        var prefix = new byte[AesmFrame.PrefixSize];
        BinaryPrimitives.WriteUInt32LittleEndian(prefix, AesmFrame.MaxBody);
        return prefix;
    }
}
