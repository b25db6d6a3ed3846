namespace Sgx.Agent.DevicePlugin.Registration;

/// <summary>How many kubelets watch a resource's list: one, or none when something is wrong.</summary>
internal sealed class Watchers(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private int _open;
    private long _since = clock.GetTimestamp();

    /// <summary>For how long nobody has watched; null while somebody does.</summary>
    public TimeSpan? Away
    {
        get
        {
            lock (_lock)
                return _open > 0 ? null : clock.GetElapsedTime(_since);
        }
    }

    /// <summary>Whether anybody has ever watched.</summary>
    public bool WereThere { get; private set; }

    /// <summary>Somebody watches, until what this returns is disposed.</summary>
    public IDisposable Enter()
    {
        lock (_lock)
            (_open, WereThere) = (_open + 1, true);
        return new Watcher(this);
    }

    private void Leave()
    {
        lock (_lock)
        {
            _open--;
            _since = clock.GetTimestamp();
        }
    }

    private sealed class Watcher(Watchers all) : IDisposable
    {
        public void Dispose() => all.Leave();
    }
}
