using System.Collections.Concurrent;

namespace Sgx.Agent.Linux;

/// <summary>Closes descriptors on threads of its own, where closing may take as long as a stranger likes.</summary>
/// <remarks>
/// The last reference to a socket that lingers, or to a file of a network, keeps whoever drops it. A peer can send us
/// such references, and it is not even necessary to receive them: they are dropped with the connection. From Linux 6.16
/// on nobody can send us any, and nothing comes here.
/// </remarks>
internal sealed class DescriptorCloser : IDisposable
{
    private const int MaxThreads = 32;
    private const int MaxWaiting = 4096;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    private readonly BlockingCollection<int> _waiting = new(MaxWaiting);
    private int _threads, _idle, _leaked;

    /// <summary>How many descriptors stay open for good, since every thread was kept.</summary>
    public int Leaked => Volatile.Read(ref _leaked);

    /// <summary>Closes a descriptor some time; never waits.</summary>
    public void Close(int descriptor)
    {
        if (!_waiting.TryAdd(descriptor))
        {
            _ = Interlocked.Increment(ref _leaked);
            return;
        }

        if (Volatile.Read(ref _idle) == 0 && Volatile.Read(ref _threads) < MaxThreads)
            Begin();
    }

    public void Dispose() => _waiting.CompleteAdding();

    private void Begin()
    {
        _ = Interlocked.Increment(ref _threads);
        new Thread(Work) { IsBackground = true, Name = "closing" }.Start();
    }

    private void Work()
    {
        while (TryTake(out var descriptor))
            _ = Libc.Close(descriptor);
        _ = Interlocked.Decrement(ref _threads);
    }

    private bool TryTake(out int descriptor)
    {
        _ = Interlocked.Increment(ref _idle);
        try
        {
            return _waiting.TryTake(out descriptor, Idle);
        }
        finally
        {
            _ = Interlocked.Decrement(ref _idle);
        }
    }
}
