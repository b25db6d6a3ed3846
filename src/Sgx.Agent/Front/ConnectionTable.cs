using Sgx.Agent.Callers;

namespace Sgx.Agent.Front;

/// <summary>All open connections, and what each of them waits for. Belongs to the front's thread.</summary>
internal sealed class ConnectionTable(FrontOptions options)
{
    private const int FreeBytes = 8 * 1024;

    private readonly Dictionary<int, Connection> _byDescriptor = [];
    private readonly LinkedList<Connection> _hoarding = new();
    private long _hoarded;

    /// <summary>Those whose request is not whole yet.</summary>
    public DeadlineList Reading { get; } = new(options.ReadTimeout);

    /// <summary>Those whose call has just gone to be answered elsewhere.</summary>
    public DeadlineList Asked { get; } = new(Shorter(options.WatchAfter, options.AnswerTimeout));

    /// <summary>Those whose call is taking its time.</summary>
    public DeadlineList Answering { get; } =
        new(options.AnswerTimeout - Shorter(options.WatchAfter, options.AnswerTimeout));

    /// <summary>Those that have not taken all of their response yet.</summary>
    public DeadlineList Writing { get; } = new(options.WriteTimeout);

    public int Count => _byDescriptor.Count;

    public bool IsFull => Count >= options.MaxConnections;

    public void Add(Connection connection)
    {
        _byDescriptor.Add(connection.Socket.Descriptor, connection);
        Reading.Take(connection);
    }

    public bool HasAnyOf(CallerClass callers) =>
        _byDescriptor.Values.Any(connection => ReferenceEquals(connection.Callers, callers));

    public Connection? Find(int descriptor) => _byDescriptor.GetValueOrDefault(descriptor);

    /// <summary>Keeps a piece of a request. Where memory runs out, whoever has hoarded longest gives his up.</summary>
    /// <remarks>What a request of the _ex family needs is everybody's, and counts for nothing.</remarks>
    public void Keep(Connection connection, ReadOnlySpan<byte> piece)
    {
        connection.Partial.Append(piece);
        Hoard(connection);
    }

    /// <summary>Keeps a response that its reader does not take at once, likewise.</summary>
    /// <remarks>Zeros count though they are not here: what was sent of them waits in the system's memory.</remarks>
    public void KeepUnsent(Connection connection, int length)
    {
        connection.UnsentCapacity = length;
        Hoard(connection);
    }

    public void Close(Connection connection)
    {
        if (connection.IsClosed)
            return;
        _hoarded -= connection.Hoarded;
        connection.HoardingNode.List?.Remove(connection.HoardingNode);
        connection.Node.List?.Remove(connection.Node);
        _ = _byDescriptor.Remove(connection.Socket.Descriptor);
        connection.Dispose();
    }

    public void CloseAll()
    {
        foreach (var connection in _byDescriptor.Values.ToArray())
            Close(connection);
    }

    /// <summary>Milliseconds to the next deadline; -1 when nobody waits for anything.</summary>
    public int MillisecondsToNextDeadline()
    {
        var next = Math.Min(
            Math.Min(DeadlineOf(Reading), DeadlineOf(Writing)),
            Math.Min(DeadlineOf(Asked), DeadlineOf(Answering)));
        return next == long.MaxValue ? -1 : (int)Math.Clamp(next - Environment.TickCount64, 0, int.MaxValue);
    }

    private void Hoard(Connection connection)
    {
        var hoarded = Math.Max(0, connection.Partial.Capacity + connection.UnsentCapacity - FreeBytes);
        _hoarded += hoarded - connection.Hoarded;
        connection.Hoarded = hoarded;
        if (hoarded > 0 && connection.HoardingNode.List is null)
            _hoarding.AddLast(connection.HoardingNode);
        while (_hoarded > options.MaxBufferedBytes)
            Close(_hoarding.First!.Value);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static long DeadlineOf(DeadlineList list) => list.First?.Deadline ?? long.MaxValue;
}
