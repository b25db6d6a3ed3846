namespace Sgx.Agent.Linux;

/// <summary>Closes descriptors on threads of its own, where closing may take as long as a stranger likes.</summary>
/// <remarks>
/// The last reference to a socket that lingers, or to a file of a network, keeps whoever drops it. A peer can send us
/// such references, and it is not even necessary to receive them: they are dropped with the connection. From Linux 6.16
/// on nobody can send us any, and nothing comes here.
/// </remarks>
internal sealed class DescriptorCloser : IDisposable
{
    /// <summary>How many closings may be held up before what comes next has to wait for them.</summary>
    public const int MaxThreads = 32;

    // Of what is found in others. All of it takes room in the table of descriptors.
    private const int MaxWaiting = 64;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    // A thread closes tens of thousands in this time, unless it is kept.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly object _lock = new();
    private readonly Action<int> _close;
    private readonly TimeProvider _clock;

    // Not bounded here: whatever waits is open, and the system bounds those.
    private readonly Queue<(int Descriptor, long Since)> _waiting = new();
    private int _threads, _idle;
    private bool _isDone;

    public DescriptorCloser()
        : this(null, TimeProvider.System)
    {
    }

    /// <param name="close">Closes one; null closes as <see cref="ForeignDescriptor"/> does.</param>
    /// <param name="clock">What tells how long descriptors wait.</param>
    public DescriptorCloser(Action<int>? close, TimeProvider clock) =>
        (_close, _clock) = (close ?? (descriptor => ForeignDescriptor.Close(descriptor, this)), clock);

    /// <summary>
    /// How many descriptors wait, once one has waited for ten seconds: every thread is kept, or none can be started.
    /// </summary>
    /// <remarks>They may wait for good. A process that ends closes everything at once, whatever lingers.</remarks>
    public int Overdue
    {
        get
        {
            lock (_lock)
                return _waiting.TryPeek(out var oldest) && _clock.GetElapsedTime(oldest.Since) > Patience
                    ? _waiting.Count
                    : 0;
        }
    }

    /// <summary>Whether more may be received: what is found in a stranger's descriptor.</summary>
    public bool HasRoom()
    {
        lock (_lock)
            return _waiting.Count < MaxWaiting;
    }

    /// <summary>Closes a descriptor some time; never waits.</summary>
    public void Close(int descriptor)
    {
        lock (_lock)
        {
            _waiting.Enqueue((descriptor, _clock.GetTimestamp()));
            if (_idle > 0)
                Monitor.Pulse(_lock);
            else
                Begin();
        }
    }

    /// <summary>Its threads end once nothing waits any more.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDone = true;
            Monitor.PulseAll(_lock);
        }
    }

    // With the lock held. A thread counts as idle until it takes its first descriptor.
    private void Begin()
    {
        if (_threads == MaxThreads)
            return;
        try
        {
            new Thread(Work) { IsBackground = true, Name = "closing" }.Start();
            _threads++;
            _idle++;
        }
        catch (Exception e) when (e is OutOfMemoryException or ThreadStartException)
        {
            // The system allows no more threads (pids of a cgroup). What waits is told of when it is overdue; the next
            // descriptor, or a thread that comes free, takes it along.
        }
    }

    private void Work()
    {
        while (TryTake(out var descriptor))
        {
            _close(descriptor);
            lock (_lock)
                _idle++;
        }
    }

    // Whoever takes one begins another thread for what is behind it: not the one who only hands in.
    private bool TryTake(out int descriptor)
    {
        lock (_lock)
        {
            var isOver = false;
            while (_waiting.Count == 0 && !_isDone && !isOver)
                isOver = !Monitor.Wait(_lock, Idle);
            _idle--;
            if (!_waiting.TryDequeue(out var next))
            {
                _threads--;
                descriptor = -1;
                return false;
            }

            if (_waiting.Count > 0 && _idle == 0)
                Begin();
            descriptor = next.Descriptor;
            return true;
        }
    }
}
