using System.Collections.Concurrent;
using System.ComponentModel;
using Sgx.Agent.Callers;
using Sgx.Agent.Linux;
using Sgx.Agent.Protocols;
using Sgx.Agent.Sockets;

namespace Sgx.Agent.Front;

/// <content>
/// Its listening sockets, which other threads may add and take away: the front takes up what they ask for when it
/// wakes.
/// </content>
internal sealed partial class SocketFront
{
    // Maximum connections accepted of one listener in a turn, so that others are not starved.
    private const int AcceptBatch = 16;

    // As many as can have connected before a listener is given up. Whoever can reach a socket that has no name any more
    // could keep connecting for ever.
    private const int MaxBacklog = 4096;
    private static readonly TimeSpan BacklogTime = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan WhileNobodyLeaves = TimeSpan.FromMilliseconds(1);

    private readonly Dictionary<int, Listener> _listeners = [];
    private readonly Dictionary<int, ConnectionGroup> _groups = [];
    private readonly ConcurrentQueue<Action> _changes = new();
    private readonly Lock _turnLock = new();
    private TaskCompletionSource? _nextTurn;
    private volatile string _trouble = "";
    private bool _hasClosedListeners;

    /// <summary>Why clients cannot connect; empty when they can.</summary>
    public string Trouble => Closer.Overdue is > 0 and var overdue
        ? $"{overdue} descriptors that peers have sent cannot be closed"
        : _trouble;

    /// <summary>Closes what may take long to close: listening sockets too.</summary>
    public DescriptorCloser Closer { get; init; } = new();

    /// <summary>Takes over a listening socket; from any thread, before or during <see cref="Run"/>.</summary>
    /// <remarks>One that cannot be watched is closed and loses its name, which its keeper sees.</remarks>
    public void Add(ListeningSocket listener, IProtocol protocol) => Change(() => Watch(listener, protocol));

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

    /// <summary>Done when the front's thread has come round once more; from any thread, as often as it likes.</summary>
    public Task NextTurn()
    {
        lock (_turnLock)
        {
            if (_nextTurn is { } asked)
                return asked.Task;
            var turn = _nextTurn = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Change(EndTurn);
            return turn.Task;
        }
    }

    private void EndTurn()
    {
        lock (_turnLock)
        {
            _nextTurn?.SetResult();
            _nextTurn = null;
        }
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

    private void Watch(ListeningSocket socket, IProtocol protocol)
    {
        if (_hasClosedListeners || GroupOf(socket, protocol) is not { } group)
        {
            socket.Dispose();
            return;
        }

        if (!_epoll.TryWatch(socket.Descriptor, EpollEvents.Readable))
        {
            Log.CannotWatch(log, "a listening socket", SystemCall.Failure("epoll_ctl").Message);
            socket.Dispose();
            LeaveGroup(group);
            return;
        }

        _listeners.Add(socket.Descriptor, new(socket, group));
        group.IsLeft = false;
    }

    // Several listeners of a class, as one that replaces another, share a group.
    private ConnectionGroup? GroupOf(ListeningSocket socket, IProtocol protocol)
    {
        foreach (var known in _groups.Values)
        {
            if (known.Callers == socket.Callers && known.Protocol == protocol)
                return known;
        }

        return NewGroup(socket.Callers, protocol);
    }

    private ConnectionGroup? NewGroup(CallerClass callers, IProtocol protocol)
    {
        ConnectionGroup? group = null;
        try
        {
            group = new(callers, protocol);
            if (!_epoll.TryWatch(group.Waiting.Descriptor, EpollEvents.Readable))
                throw SystemCall.Failure("epoll_ctl");
            _groups.Add(group.Waiting.Descriptor, group);
            return group;
        }
        catch (Win32Exception e)
        {
            Log.CannotWatch(log, "the connections of a socket", e.Message);
            group?.Dispose();
            return null;
        }
    }

    // Whether there may be more.
    private bool Accept(Listener listener, int most)
    {
        for (var i = 0; i < most; i++)
        {
            if (AcceptOne(listener) is not { } socket)
                return false;
            Read(new(socket, listener.Group));
        }

        return true;
    }

    private StreamSocket? AcceptOne(Listener listener)
    {
        var closer = listener.Socket.RefusesDescriptors ? null : Closer;
        var socket = StreamSocket.Accept(listener.Socket.Descriptor, out var reason, closer);
        if (socket is not null || reason is Errno.TryAgain)
        {
            if (socket is not null && _trouble.Length > 0)
                AcceptAgain();
            return socket;
        }

        if (reason is not Errno.Interrupted and not Errno.ConnectionAborted)
            MakeRoom(reason);
        return null;
    }

    // The system has nothing left to accept with. The listener stays readable, so the next turn tries again; until then
    // the one who holds most gives way, or the front waits a moment for somebody to leave.
    private void MakeRoom(Errno reason)
    {
        if (_trouble.Length == 0)
            Log.CannotAccept(log, SystemCall.Failure("accept4").Message);
        _trouble = $"no connection can be accepted: {reason}";
        if (reason is Errno.TooManyFiles && _connections.WhoGivesUpItsPlace() is { } heaviest)
            GiveWay(heaviest);
        else
            Thread.Sleep(WhileNobodyLeaves);
    }

    private void AcceptAgain()
    {
        _trouble = "";
        Log.AcceptsAgain(log);
    }

    private bool TryLeave(ListeningSocket socket)
    {
        if (FindOurs(socket) is { } listener)
        {
            _ = Accept(listener, AcceptBatch);
            if (listener.Group.Count > 0)
                return false;
        }

        Leave(socket);
        return true;
    }

    private void Leave(ListeningSocket socket)
    {
        socket.Withdraw();
        if (FindOurs(socket) is not { } listener)
            return;
        AcceptBacklogs([listener]);
        _ = _listeners.Remove(socket.Descriptor);
        socket.Dispose();
        LeaveGroup(listener.Group);
    }

    // Connections that are still open keep their group.
    private void LeaveGroup(ConnectionGroup group)
    {
        group.IsLeft = !_listeners.Values.Any(listener => listener.Group == group);
        if (group is { IsLeft: true, Count: 0 })
            GiveUp(group);
    }

    private void GiveUp(ConnectionGroup group)
    {
        _ = _groups.Remove(group.Waiting.Descriptor);
        group.Dispose();
    }

    private Listener? FindOurs(ListeningSocket socket) =>
        _listeners.TryGetValue(socket.Descriptor, out var found) && found.Socket == socket ? found : null;

    // In turns, so that a flood at one of them takes the time from nobody who has connected to another.
    private void AcceptBacklogs(List<Listener> listeners)
    {
        var end = Environment.TickCount64 + (long)BacklogTime.TotalMilliseconds;
        for (var taken = 0; listeners.Count > 0 && taken < MaxBacklog; taken += AcceptBatch)
            _ = listeners.RemoveAll(one => Environment.TickCount64 >= end || !Accept(one, AcceptBatch));
    }

    // Nobody finds a socket any more; who has connected already is still served. A node has hundreds of sockets, so all
    // of them together have the time of one.
    private void DrainListeners()
    {
        TakeUpChanges();
        foreach (var listener in _listeners.Values)
            listener.Socket.Withdraw();
        AcceptBacklogs([.. _listeners.Values]);
        CloseListeners();
    }

    private void CloseListeners()
    {
        _hasClosedListeners = true;
        TakeUpChanges();
        foreach (var listener in _listeners.Values)
            listener.Socket.Dispose();
        _listeners.Clear();
    }

    /// <summary>A listening socket, and those who came through it.</summary>
    private sealed record Listener(ListeningSocket Socket, ConnectionGroup Group);
}
