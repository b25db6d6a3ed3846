using System.Diagnostics.CodeAnalysis;

namespace Sgx.Agent.Health;

/// <summary>
/// A bound on open connections: beyond it, the oldest connection of the owner that holds most gives way.
/// </summary>
/// <typeparam name="TOwner">Who holds connections, as a remote address.</typeparam>
/// <typeparam name="TConnection">A connection.</typeparam>
/// <param name="bound">Connections held at once, 1 or more.</param>
/// <remarks>
/// A new connection always gets in, so that one owner's flood cannot keep another one out. Owners that hold equally
/// many give way by age. Every call takes time proportional to the bound, which is therefore small. From any thread.
/// </remarks>
internal sealed class ConnectionBound<TOwner, TConnection>(int bound)
    where TOwner : notnull
    where TConnection : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TOwner, int> _counts = [];

    // Oldest first.
    private readonly List<(TOwner Owner, TConnection Connection)> _held = [];

    /// <summary>Connections held.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _held.Count;
        }
    }

    /// <summary>Holds a new connection.</summary>
    /// <returns>Whether one gave way, which is no longer held and must be closed.</returns>
    public bool Add(TOwner owner, TConnection connection, [NotNullWhen(true)] out TConnection? evicted)
    {
        lock (_lock)
        {
            var oldest = _held.Count < bound ? -1 : OldestOfHeaviest();
            evicted = oldest < 0 ? null : _held[oldest].Connection;
            if (oldest >= 0)
                RemoveAt(oldest);
            _held.Add((owner, connection));
            _counts[owner] = _counts.GetValueOrDefault(owner) + 1;
            return evicted is not null;
        }
    }

    /// <summary>Lets a connection go; one that gave way before is left alone.</summary>
    public void Remove(TConnection connection)
    {
        lock (_lock)
        {
            if (_held.FindIndex(held => ReferenceEquals(held.Connection, connection)) is >= 0 and var index)
                RemoveAt(index);
        }
    }

    private int OldestOfHeaviest()
    {
        var most = _counts.Values.Max();
        return _held.FindIndex(held => _counts[held.Owner] == most);
    }

    private void RemoveAt(int index)
    {
        var owner = _held[index].Owner;
        _held.RemoveAt(index);
        if (--_counts[owner] == 0)
            _ = _counts.Remove(owner);
    }
}
