namespace Sgx.Agent.Front;

/// <summary>
/// Connections that all have the same time for the same thing, so that the first in line is the first due.
/// </summary>
internal sealed class DeadlineList(TimeSpan time)
{
    private readonly LinkedList<Connection> _line = new();
    private readonly long _milliseconds = (long)time.TotalMilliseconds;

    /// <summary>The one that is due first.</summary>
    public Connection? First => _line.First?.Value;

    /// <summary>Moves a connection here from where it was, and starts its time.</summary>
    public void Take(Connection connection)
    {
        connection.Node.List?.Remove(connection.Node);
        connection.Deadline = Environment.TickCount64 + _milliseconds;
        _line.AddLast(connection.Node);
    }

    /// <summary>The first one, if its time is up.</summary>
    public Connection? Overdue(long now) => First is { } first && first.Deadline <= now ? first : null;
}
