namespace Sgx.Agent.Front;

/// <summary>All open connections, and what each of them waits for. Belongs to the front's thread.</summary>
internal sealed class ConnectionTable(FrontOptions options)
{
    private readonly Dictionary<int, Connection> _byDescriptor = [];
    private long _buffered;

    /// <summary>Those whose request is not whole yet.</summary>
    public DeadlineList Reading { get; } = new(options.ReadTimeout);

    /// <summary>Those whose call is being answered elsewhere.</summary>
    public DeadlineList Answering { get; } = new(options.AnswerTimeout);

    /// <summary>Those that have not taken all of their response yet.</summary>
    public DeadlineList Writing { get; } = new(options.WriteTimeout);

    public int Count => _byDescriptor.Count;

    public bool IsFull => Count >= options.MaxConnections;

    public void Add(Connection connection)
    {
        _byDescriptor.Add(connection.Socket.Descriptor, connection);
        Reading.Take(connection);
    }

    public Connection? Find(int descriptor) => _byDescriptor.GetValueOrDefault(descriptor);

    /// <summary>Keeps a piece of a request, if there is memory for it.</summary>
    public bool TryKeep(Connection connection, ReadOnlySpan<byte> piece)
    {
        var before = connection.Partial.Capacity;
        connection.Partial.Append(piece);
        _buffered += connection.Partial.Capacity - before;
        return _buffered <= options.MaxBufferedBytes;
    }

    public void Close(Connection connection)
    {
        _buffered -= connection.Partial.Capacity;
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
        var next = Math.Min(DeadlineOf(Reading), Math.Min(DeadlineOf(Answering), DeadlineOf(Writing)));
        return next == long.MaxValue ? -1 : (int)Math.Clamp(next - Environment.TickCount64, 0, int.MaxValue);
    }

    private static long DeadlineOf(DeadlineList list) => list.First?.Deadline ?? long.MaxValue;
}
