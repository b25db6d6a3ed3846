namespace Sgx.Agent.Front;

/// <summary>The bounds of the socket front.</summary>
internal sealed record FrontOptions
{
    /// <summary>How many connections may be open at once.</summary>
    public int MaxConnections { get; init; } = 16_384;

    /// <summary>Bytes of large unfinished requests and unsent replies that may be kept, over all connections.</summary>
    public int MaxBufferedBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// How many bytes of the system's memory replies may take that were sent and not read, over all connections.
    /// </summary>
    /// <remarks>They cannot be taken back from a peer that does not read: no class of callers gets all.</remarks>
    public int MaxUnreadBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>The process that is answered even while its user leaves much unread: this one.</summary>
    public int OwnProcess { get; init; } = Environment.ProcessId;

    /// <summary>From connecting to the last byte of the request.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the request to the answer; clients give up after 15 seconds.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(14);

    /// <summary>
    /// After how long an unanswered client is watched for leaving; most are answered before that is worth it.
    /// </summary>
    public TimeSpan WatchAfter { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>From the answer to its last byte taken by the client.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a peer may have been silent while the service stops; a client writes at once.</summary>
    public TimeSpan SilenceWhenDraining { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long stopping may take.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(20);
}
