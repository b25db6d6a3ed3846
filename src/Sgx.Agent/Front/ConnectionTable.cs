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

    // A client reads its reply within a fraction of the first; on a busy machine, of the second.
    private static readonly TimeSpan ReadSoon = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LookSeldom = TimeSpan.FromSeconds(1);

    private readonly Dictionary<int, Connection> _byDescriptor = [];
    private readonly Shares<Connection> _places = new(options.MaxConnections);
    private readonly Shares<Connection> _buffered = new(options.MaxBufferedBytes);
    private readonly Shares<Connection> _unread = new(options.MaxUnreadBytes, FloorOf(options));
    private readonly Shares<Connection> _smallUnread = new(options.MaxUnreadBytes, FloorOf(options));

    // So that quotes that are not read take half of the places at most, and smaller replies as many descriptors again.
    private readonly int _leastUnread = LeastUnread(options);

    // While small replies take less, nobody can have left many unread, so that nobody need be asked who it is.
    private readonly int _muchSmallUnread = options.MaxUnreadBytes / 8;

    /// <summary>Those whose request is not whole yet.</summary>
    public DeadlineList Reading { get; } = new(options.ReadTimeout);

    /// <summary>Those whose call has just gone to be answered elsewhere.</summary>
    public DeadlineList Asked { get; } = new(Shorter(options.WatchAfter, options.AnswerTimeout));

    /// <summary>Those whose call is taking its time.</summary>
    public DeadlineList Answering { get; } =
        new(options.AnswerTimeout - Shorter(options.WatchAfter, options.AnswerTimeout));

    /// <summary>Those that have not taken all of their reply yet.</summary>
    public DeadlineList Writing { get; } = new(options.WriteTimeout);

    /// <summary>Those that have just been sent all of a reply.</summary>
    public DeadlineList Replied { get; } = new(ReadSoon);

    /// <summary>Those that had not read their reply at the first look.</summary>
    public DeadlineList ReadingLate { get; } = new(LookAgain);

    /// <summary>Those that do not read their reply.</summary>
    public DeadlineList NotReading { get; } = new(LookSeldom);

    public int Count => _byDescriptor.Count;

    /// <summary>Whether there are more connections than may be: one has to give way.</summary>
    public bool IsOverfull => _places.IsOverdrawn;

    /// <summary>Whether more memory is taken than may be: a connection has to give way.</summary>
    public bool IsOverdrawn => _buffered.IsOverdrawn;

    /// <summary>Counts a connection that has to wait for its peer.</summary>
    public void Add(Connection connection)
    {
        Know(connection);
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
        if (taken <= 0)
            CountNoMemory(connection);
        else if (connection.Buffered is { } share)
            _buffered.Resize(share, taken);
        else
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

    /// <summary>Whether a connection may be sent a reply that no memory was set aside for.</summary>
    /// <remarks>
    /// Nobody need read it, so those who leave much unread get none. This process itself does, when it looks whether it
    /// can be reached: others may be the same user.
    /// </remarks>
    public bool MayReply(Connection connection) => connection.Unread is not null
        || _smallUnread.Held < _muchSmallUnread || _smallUnread.HasRoomFor(connection.Caller, _leastUnread)
        || connection.Socket.Peer()?.ProcessId == options.OwnProcess;

    /// <summary>
    /// Keeps a connection that has been sent all of its reply until that is read. From now on it cannot give way.
    /// </summary>
    /// <remarks>
    /// What a peer has not read stays in the system's memory when the connection is closed, and nobody could count it
    /// any more. A small reply counts from the first look at which it is unread, and takes no place: the memory bounds
    /// their number.
    /// </remarks>
    public void KeepUnread(Connection connection)
    {
        Know(connection);
        CountNoMemory(connection);
        connection.Place?.Pin();
    }

    /// <summary>Counts what a connection has left unread.</summary>
    public void CountUnread(Connection connection, int bytes)
    {
        var counted = Math.Max(bytes, _leastUnread);
        if (connection.Unread is { } unread)
            _unread.Resize(unread, counted);
        else if (connection.SmallUnread is { } small)
            _smallUnread.Resize(small, counted);
        else
            connection.SmallUnread = _smallUnread.Take(connection.Caller, connection, counted);
    }

    /// <summary>The memory set aside for a connection's reply is free again.</summary>
    public void GiveBackReserve(Connection connection)
    {
        if (connection.Unread is { } unread)
            _unread.Return(unread);
        connection.Unread = null;
    }

    /// <summary>Counts a connection no more, and closes it.</summary>
    public void Close(Connection connection)
    {
        connection.Node.List?.Remove(connection.Node);
        if (_byDescriptor.Remove(connection.Socket.Descriptor))
            connection.Group.Count--;
        if (connection.Place is { } place)
            _places.Return(place);

        CountNoMemory(connection);
        GiveBackReserve(connection);
        if (connection.SmallUnread is { } small)
            _smallUnread.Return(small);
        connection.Dispose();
    }

    /// <summary>All connections, as they are now.</summary>
    public IReadOnlyList<Connection> All() => [.. _byDescriptor.Values];

    /// <summary>Milliseconds to the next deadline; -1 when nobody waits for anything.</summary>
    public int MillisecondsToNextDeadline()
    {
        var next = long.MaxValue;
        ReadOnlySpan<DeadlineList> lists = [Reading, Asked, Answering, Writing, Replied, ReadingLate, NotReading];
        foreach (var list in lists)
            next = Math.Min(next, list.First?.Deadline ?? long.MaxValue);
        return next == long.MaxValue ? -1 : (int)Math.Clamp(next - Environment.TickCount64, 0, int.MaxValue);
    }

    private void Know(Connection connection)
    {
        if (_byDescriptor.TryAdd(connection.Socket.Descriptor, connection))
            connection.Group.Count++;
    }

    // Every class may leave a few replies unread, whatever the others do.
    private static int FloorOf(FrontOptions options) => Math.Max(64 * 1024, 4 * LeastUnread(options));

    private static int LeastUnread(FrontOptions options) => 2 * (options.MaxUnreadBytes / options.MaxConnections);

    private void CountNoMemory(Connection connection)
    {
        if (connection.Buffered is { } buffered)
            _buffered.Return(buffered);
        connection.Buffered = null;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
