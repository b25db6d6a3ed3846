using System.Collections.Concurrent;
using Sgx.Agent.Linux;
using Sgx.Agent.Sockets;

namespace Sgx.Agent.Front;

/// <content>
/// Its listening sockets, which other threads may add and take away: the front takes up what they ask for when it
/// wakes.
/// </content>
internal sealed partial class SocketFront
{
    private readonly Dictionary<int, ListeningSocket> _listeners = [];
    private readonly ConcurrentQueue<Action> _changes = new();
    private bool _hasClosedListeners;

    /// <summary>Takes over a listening socket; from any thread, before or during <see cref="Run"/>.</summary>
    public void Add(ListeningSocket listener) => Change(() => Watch(listener));

    /// <summary>Gives up a listening socket of its own; from any thread. Who waits there is served.</summary>
    public void Remove(ListeningSocket listener) => Change(() => Leave(listener));

    /// <summary>Gives up a listening socket that nobody is connected to any more; from any thread.</summary>
    /// <returns>Whether it was given up, once the front has come to it.</returns>
    public Task<bool> RemoveIdle(ListeningSocket listener)
    {
        var removed = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Change(() => removed.SetResult(TryLeave(listener)));
        return removed.Task;
    }

    private void Change(Action change)
    {
        _changes.Enqueue(change);
        _answers.Ring();
    }

    private void TakeUpChanges()
    {
        while (_changes.TryDequeue(out var change))
            change();
    }

    private void Watch(ListeningSocket listener)
    {
        if (_hasClosedListeners)
        {
            listener.Dispose();
            return;
        }

        _listeners.Add(listener.Descriptor, listener);
        _epoll.Watch(listener.Descriptor, EpollEvents.Readable);
    }

    private bool TryLeave(ListeningSocket listener)
    {
        if (IsOurs(listener))
            Accept(listener.Descriptor);
        if (_connections.HasAnyOf(listener.Callers))
            return false;
        Leave(listener);
        return true;
    }

    private void Leave(ListeningSocket listener)
    {
        listener.Withdraw();
        if (!IsOurs(listener))
            return;
        Accept(listener.Descriptor, most: int.MaxValue);
        _ = _listeners.Remove(listener.Descriptor);
        listener.Dispose();
    }

    private bool IsOurs(ListeningSocket listener) =>
        _listeners.TryGetValue(listener.Descriptor, out var found) && found == listener;

    // Nobody finds a socket any more; who has connected already is still served.
    private void DrainListeners()
    {
        TakeUpChanges();
        foreach (var listener in _listeners.Values)
        {
            listener.Withdraw();
            Accept(listener.Descriptor, most: int.MaxValue);
        }

        CloseListeners();
    }

    private void CloseListeners()
    {
        _hasClosedListeners = true;
        TakeUpChanges();
        foreach (var listener in _listeners.Values)
            listener.Dispose();
        _listeners.Clear();
    }
}
