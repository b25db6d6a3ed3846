using System.Buffers.Binary;
using System.Security.Cryptography;
using Sgx.Aesm;
using Sgx.Soak.Clients;

namespace Sgx.Soak.Abuse;

/// <summary>Bytes that are no request, or too many of them, or too few.</summary>
internal static class Nonsense
{
    private const int MostGarbage = 2_000, Pipelined = 100, QuoteBuffer = 8192;

    public static void GreatestLength(Victim victim, CancellationToken end) =>
        Announce(victim, uint.MaxValue, end);

    public static void JustTooLong(Victim victim, CancellationToken end) =>
        Announce(victim, AesmFrame.MaxBody + 1, end);

    public static void HugeBuffer(Victim victim, CancellationToken end)
    {
        var frame = victim.QuoteFrame(uint.MaxValue);
        victim.Repeat(peer => Say(peer, frame), end);
    }

    public static void Garbage(Victim victim, CancellationToken end) => victim.Repeat(
        peer =>
        {
            var length = RandomNumberGenerator.GetInt32(1, MostGarbage);
            var garbage = RandomNumberGenerator.GetBytes(AesmFrame.PrefixSize + length);
            BinaryPrimitives.WriteInt32LittleEndian(garbage, length);
            Say(peer, garbage);
        },
        end);

    public static void Pipelining(Victim victim, CancellationToken end)
    {
        byte[] frames = [.. Enumerable.Repeat(Frames.KeyCount, Pipelined).SelectMany(frame => frame)];
        victim.Repeat(peer => Say(peer, frames), end);
    }

    public static void EarlyCloses(Victim victim, CancellationToken end)
    {
        var frame = victim.QuoteFrame(QuoteBuffer);
        var length = 0;
        victim.Repeat(peer => peer.Send(frame.AsSpan(0, length++ % (frame.Length + 1))), end);
    }

    private static void Announce(Victim victim, uint length, CancellationToken end)
    {
        var frame = new byte[MostGarbage];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, length);
        victim.Repeat(peer => Say(peer, frame), end);
    }

    private static void Say(Peer peer, byte[] bytes)
    {
        if (peer.Send(bytes))
            peer.AwaitEnd();
    }
}
