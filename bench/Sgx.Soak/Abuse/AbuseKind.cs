namespace Sgx.Soak.Abuse;

/// <summary>Something that no client should do to an agent.</summary>
/// <param name="Name">As the report calls it.</param>
/// <param name="Commit">Does it, on and on, until cancelled.</param>
internal sealed record AbuseKind(string Name, Action<Victim, CancellationToken> Commit)
{
    /// <summary>Whether others at the same socket may be told "busy": the line of that socket is full.</summary>
    public bool MakesOthersWait { get; init; }

    /// <summary>All of them, in the order in which the agent suffers them.</summary>
    public static IReadOnlyList<AbuseKind> All { get; } =
    [
        new("500 half prefixes", Silence.HalfPrefixes),
        new("500 half frames", Silence.HalfFrames),
        new("2,000 silent peers", Silence.SilentPeers),
        new("10,000 idle connections", Silence.IdleConnections),
        new("4,000 slow readers of 256 KiB", Silence.SlowReaders),
        new("200 times 1 MiB, trickled", Silence.Trickles),
        new("1,024 requests stuck at 64 KiB", Silence.Brim),
        new("length 0xffffffff", Nonsense.GreatestLength),
        new("length 1 MiB + 1", Nonsense.JustTooLong),
        new("buf_size 0xffffffff", Nonsense.HugeBuffer),
        new("garbage", Nonsense.Garbage),
        new("pipelining", Nonsense.Pipelining),
        new("early close at every byte", Nonsense.EarlyCloses),
        new("connection flood", Floods.ConnectAndClose),
        new("2,000 calls at once", Floods.ManyAtOnce),
        new("one caller asking on 100 connections", Floods.GreedyCaller),
        new("12,000 quotes of 60,000 bytes that nobody reads", Heaps.UnreadQuotes),
        new("12,000 such quotes behind a half-close", Heaps.HalfClosedUnreadQuotes),
        new("20 users with 600 unread quotes each", Heaps.UnreadQuotesOfUsers) { MakesOthersWait = true },
        new("12,000 refusals of 60,000 bytes that nobody reads", Heaps.UnreadRefusals),
        new("18,000 small replies that nobody reads", Heaps.UnreadSmallReplies),
        new("14 requests of 1 MiB, again and again", Heaps.LargeRequests),
        new("20 users with 260 quotes each at once", Heaps.FullQueue) { MakesOthersWait = true },
        new("200 descriptors that linger", Tricks.LingeringDescriptors),
    ];

    /// <summary>What takes the places of a slow and honest client.</summary>
    public static AbuseKind HalfOpenFlood { get; } = new("flood of half-open connections", Tricks.HalfOpenFlood);

    /// <summary>What the HTTP port suffers.</summary>
    public static AbuseKind SilentHttp { get; } = new("6,000 silent HTTP peers", Tricks.SilentHttp);

    /// <summary>What an agent that is to stop suffers.</summary>
    public static AbuseKind PathHolders { get; } = new("holders of the unlinked socket", Tricks.PathHolders);

    /// <summary>What an agent with few descriptors suffers beside them.</summary>
    public static AbuseKind Exhaustion { get; } =
        new("3,000 idle connections, 1,024 descriptors", Silence.MoreThanDescriptors);

    /// <summary>Those whose name holds a part of it.</summary>
    /// <exception cref="SoakException">There is none.</exception>
    public static IReadOnlyList<AbuseKind> Like(string part)
    {
        AbuseKind[] kinds = [.. All.Where(kind => kind.Name.Contains(part, StringComparison.OrdinalIgnoreCase))];
        if (kinds.Length == 0)
            throw new SoakException($"no abuse is called \"{part}\", but {string.Join("; ", All.Select(k => k.Name))}");
        return kinds;
    }

    /// <summary>The one of that name.</summary>
    /// <exception cref="SoakException">There is none.</exception>
    public static AbuseKind Find(string name) => All
        .Concat([Exhaustion, HalfOpenFlood, SilentHttp, PathHolders]).FirstOrDefault(kind => kind.Name == name)
        ?? throw new SoakException($"no abuse is called \"{name}\"");
}
