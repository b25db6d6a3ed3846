using Sgx.Agent.Callers;

namespace Sgx.Agent.Front;

/// <summary>
/// The open connections that have had to wait, what each of them waits for, and what each caller takes. Belongs to the
/// front's thread.
/// </summary>
internal sealed class ConnectionTable(FrontOptions options)
{
    // What a request and a reply need is everybody's, and counts for nothing.
    private const int FreeBytes = 8 * 1024;

    // A client reads its reply within a fraction of this.
    private static readonly TimeSpan ReadSoon = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly Dictionary<int, Connection> _byDescriptor = [];
    private readonly Shares<Connection> _places = new(options.MaxConnections);
    private readonly Shares<Connection> _buffered = new(options.MaxBufferedBytes);
    private readonly Shares<Connection> _unread = new(options.MaxUnreadBytes);

    // So that replies that are not read take no more of the places than of the memory.
    private readonly int _leastUnread = options.MaxUnreadBytes / options.MaxConnections;

    /// <summary>Those whose request is not whole yet.</summary>
    public DeadlineList Reading { get; } = new(options.ReadTimeout);

    /// <summary>Those whose call has just gone to be answered elsewhere.</summary>
    public DeadlineList Asked { get; } = new(Shorter(options.WatchAfter, options.AnswerTimeout));

    /// <summary>Those whose call is taking its time.</summary>
    public DeadlineList Answering { get; } =
        new(options.AnswerTimeout - Shorter(options.WatchAfter, options.AnswerTimeout));

    /// <summary>Those that have not taken all of their reply yet.</summary>
    public DeadlineList Writing { get; } = new(options.WriteTimeout);

    /// <summary>Those that have just been sent all of a quote.</summary>
    public DeadlineList Replied { get; } = new(ReadSoon);

    /// <summary>Those that have been sent all of a quote, and have not read it.</summary>
    public DeadlineList NotReading { get; } = new(LookAgain);

    public int Count => _byDescriptor.Count;

    /// <summary>Whether there are more connections than may be: one has to give way.</summary>
    public bool IsOverfull => _places.IsOverdrawn;

    /// <summary>Whether more memory is taken than may be: a connection has to give way.</summary>
    public bool IsOverdrawn => _buffered.IsOverdrawn;

    /// <summary>Counts a connection that has to wait for its peer.</summary>
    public void Add(Connection connection)
    {
        _byDescriptor.Add(connection.Socket.Descriptor, connection);
        connection.Group.Count++;
        connection.Place = _places.Take(connection.Caller, connection, rests: true);
    }

    public Connection? Find(int descriptor) => _byDescriptor.GetValueOrDefault(descriptor);

    /// <summary>The connection that has to give way where there are too many; null where none can.</summary>
    public Connection? WhoGivesUpItsPlace() => _places.WhoGivesWay();

    /// <summary>The connection that has to give way where they take too much memory.</summary>
    public Connection? WhoGivesUpItsMemory() => _buffered.WhoGivesWay();

    /// <summary>A connection waits for its peer from now on.</summary>
    public static void Rest(Connection connection) => connection.Place!.Rest();

    /// <summary>A connection waits for us from now on.</summary>
    public static void Work(Connection connection) => connection.Place!.Work();

    /// <summary>Counts the memory that a connection takes now.</summary>
    public void CountMemory(Connection connection)
    {
        var taken = connection.Partial.Capacity + connection.Unsent.Head.Length - FreeBytes;
        if (connection.Buffered is { } share)
            _buffered.Resize(share, Math.Max(0, taken));
        else if (taken > 0)
            connection.Buffered = _buffered.Take(connection.Caller, connection, taken, rests: true);
    }

    /// <summary>Sets memory aside for a reply, unless its caller leaves too many of them unread.</summary>
    public bool TryReserve(Connection connection, int replyBytes)
    {
        var bytes = Math.Max(replyBytes, _leastUnread);
        if (!_unread.HasRoomFor(connection.Caller, bytes))
            return false;
        connection.Unread = _unread.Take(connection.Caller, connection, bytes);
        return true;
    }

    /// <summary>Keeps a connection whose reply has been sent until that is read; it cannot give way any more.</summary>
    /// <remarks>Closing it would not free what the peer has not read, but lose count of it.</remarks>
    public void AwaitReading(Connection connection, int unreadBytes)
    {
        connection.Place!.Pin();
        _unread.Resize(connection.Unread!, Math.Max(unreadBytes, _leastUnread));
    }

    /// <summary>Counts a connection no more, and closes it.</summary>
    public void Close(Connection connection)
    {
        connection.Node.List?.Remove(connection.Node);
        if (connection.Place is { } place)
        {
            _ = _byDescriptor.Remove(connection.Socket.Descriptor);
            connection.Group.Count--;
            _places.Return(place);
        }

        if (connection.Buffered is { } buffered)
            _buffered.Return(buffered);
        if (connection.Unread is { } unread)
            _unread.Return(unread);
        connection.Dispose();
    }

    /// <summary>All connections, as they are now.</summary>
    public IReadOnlyList<Connection> All() => [.. _byDescriptor.Values];

    /// <summary>Milliseconds to the next deadline; -1 when nobody waits for anything.</summary>
    public int MillisecondsToNextDeadline()
    {
        var next = long.MaxValue;
        foreach (var list in (ReadOnlySpan<DeadlineList>)[Reading, Asked, Answering, Writing, Replied, NotReading])
            next = Math.Min(next, list.First?.Deadline ?? long.MaxValue);
        return next == long.MaxValue ? -1 : (int)Math.Clamp(next - Environment.TickCount64, 0, int.MaxValue);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
