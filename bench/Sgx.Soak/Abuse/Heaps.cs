using Sgx.Soak.Clients;
using Sgx.Soak.Linux;

namespace Sgx.Soak.Abuse;

/// <summary>More bytes, or more quotes, than anybody has a right to.</summary>
internal static class Heaps
{
    private const int UnreadPeers = 12_000, UnreadBuffer = 60_000, SmallPeers = 18_000;
    private const int LargeFrames = 14, MiB = 1024 * 1024;
    private const int Users = 20, QuotesOfEach = 260, QuoteBuffer = 8192;
    private const uint FirstUser = 21_000;

    /// <summary>Quotes in large buffers that nobody reads: the kernel keeps what the agent has sent.</summary>
    public static void UnreadQuotes(Victim victim, CancellationToken end)
    {
        var frame = victim.QuoteFrame(UnreadBuffer);
        victim.Hold(UnreadPeers, peer => peer.Send(frame), end);
    }

    /// <summary>The same, by peers that say at once that nothing more comes.</summary>
    public static void HalfClosedUnreadQuotes(Victim victim, CancellationToken end)
    {
        var frame = victim.QuoteFrame(UnreadBuffer);
        victim.Hold(
            UnreadPeers,
            peer =>
            {
                _ = peer.Send(frame);
                peer.EndSending();
            },
            end);
    }

    /// <summary>The same, by many users.</summary>
    public static void UnreadQuotesOfUsers(Victim victim, CancellationToken end)
    {
        InThreads(Users, Hoard);

        void Hoard(int user)
        {
            ThreadUser.TryBecomeAnother(FirstUser + (uint)user);
            var frame = victim.QuoteFrame(QuoteBuffer);
            victim.Hold(UnreadPeers / Users, peer => peer.Send(frame), end);
        }
    }

    /// <summary>Requests that are refused, with as much in them as a refusal could repeat; nobody reads that.</summary>
    public static void UnreadRefusals(Victim victim, CancellationToken end)
    {
        var frame = victim.QuoteFrame(UnreadBuffer, questionBytes: UnreadBuffer);
        victim.Hold(UnreadPeers, peer => peer.Send(frame), end);
    }

    /// <summary>The smallest replies there are; nobody reads them.</summary>
    public static void UnreadSmallReplies(Victim victim, CancellationToken end) =>
        victim.Hold(SmallPeers, peer => peer.Send(Frames.KeyCount), end);

    /// <summary>Whole frames of a size that no request needs, several at a time.</summary>
    public static void LargeRequests(Victim victim, CancellationToken end)
    {
        var frame = new byte[sizeof(uint) + MiB];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(frame, MiB);
        InThreads(LargeFrames, _ => victim.Repeat(Say, end));

        void Say(Peer peer)
        {
            if (peer.Send(frame))
                peer.AwaitEnd();
        }
    }

    /// <summary>Many users with as many quotes waiting as each may have: together more than the queue holds.</summary>
    public static void FullQueue(Victim victim, CancellationToken end)
    {
        InThreads(Users, Fill);

        void Fill(int user)
        {
            ThreadUser.TryBecomeAnother(FirstUser + (uint)user);
            var frame = victim.QuoteFrame(QuoteBuffer);
            while (!end.IsCancellationRequested)
                victim.AskAtOnce(QuotesOfEach, frame, end);
        }
    }

    private static void InThreads(int count, Action<int> act)
    {
        var threads = Enumerable.Range(0, count).Select(number => new Thread(() => act(number))).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
    }
}
