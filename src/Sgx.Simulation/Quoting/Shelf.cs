using System.Collections.Concurrent;

namespace Sgx.Simulation.Quoting;

/// <summary>Things that threads may not share and that cost more to make than to keep: each use takes one.</summary>
internal sealed class Shelf<T>(Func<T> make) : IDisposable
    where T : IDisposable
{
    private readonly ConcurrentBag<T> _idle = [];

    /// <summary>One of those that lie here, or a new one.</summary>
    public T Take() => _idle.TryTake(out var idle) ? idle : make();

    /// <summary>For the next use. One that is not put back after a failure is no loss.</summary>
    public void PutBack(T thing) => _idle.Add(thing);

    public void Dispose()
    {
        while (_idle.TryTake(out var idle))
            idle.Dispose();
    }
}
