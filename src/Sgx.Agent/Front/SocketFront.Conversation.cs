using Sgx.Agent.Line;
using Sgx.Agent.Linux;
using Sgx.Agent.Protocols;

namespace Sgx.Agent.Front;

/// <content>A connection's way from its first byte to its outcome.</content>
internal sealed partial class SocketFront
{
    private void Read(Connection connection)
    {
        switch (connection.Socket.Receive(_arrived))
        {
            case null:
                AwaitRequest(connection);
                break;
            case <= 0:
                Close(connection, Outcome.ClientLeft);
                break;
            case { } count:
                Take(connection, _arrived.AsSpan(0, count));
                break;
        }
    }

    private void Take(Connection connection, ReadOnlySpan<byte> piece)
    {
        var protocol = connection.Group.Protocol;
        if (connection.Partial.Length > 0)
        {
            connection.Partial.Append(piece, protocol.MaxRequest);
            piece = connection.Partial.Bytes;
        }

        switch (PartialFrame.Look(protocol, piece, out var body))
        {
            case FrameState.Whole:
                Answer(connection, body);
                break;
            case FrameState.Incomplete:
                Keep(connection, piece);
                break;
            default:
                Close(connection, Outcome.ClientLeft);
                break;
        }
    }

    private void Keep(Connection connection, ReadOnlySpan<byte> piece)
    {
        if (connection.Partial.Length == 0)
            connection.Partial.Append(piece, connection.Group.Protocol.MaxRequest);
        if (TryStay(connection))
            AwaitRequest(connection);
    }

    private void AwaitRequest(Connection connection)
    {
        if (!TryStay(connection))
            return;
        if (connection.Node.List is null)
            _connections.Reading.Take(connection);
        Await(connection, EpollEvents.Readable);
    }

    private void Answer(Connection connection, ReadOnlySpan<byte> body)
    {
        if (connection.Group.Protocol.Understand(body) is not { } call)
        {
            Close(connection, Outcome.ClientLeft);   // aesmd hangs up on what is no request, and so do we
            return;
        }

        connection.Partial.Dispose();   // the call has what it needs
        if (call.Subject is { } subject)
            connection.Asked = audit.Begin(connection.Caller, subject);
        if (call.AnswerNow() is { } reply)
            Reply(connection, reply);
        else
            HandIn(connection, call);
    }

    private void HandIn(Connection connection, ICall call)
    {
        connection.Pending = new(connection.Caller, call, reply => Post(connection, reply));
        if (!TryStay(connection))
            return;
        ConnectionTable.Work(connection);
        AwaitAnswer(connection);
        if (connection.IsClosed)
            return;
        if (!_connections.TryReserve(connection, call.ReplyBytes))
            Refuse(connection, Refusal.Full);
        else if (quotes.Take(connection.Pending, out var pushedOut) is { } refusal)
            Refuse(connection, refusal);
        else
            pushedOut?.Done(pushedOut.Call.Refuse(Refusal.Full));
    }

    // Most answers come before it is worth asking epoll whether the client has left. One whose request came in pieces
    // is watched already, and must not wake us for whatever it sends behind.
    private void AwaitAnswer(Connection connection)
    {
        _connections.Asked.Take(connection);
        if (connection.Awaited is not null)
            Await(connection, EpollEvents.None);
    }

    private void AwaitAnswerOrLeaving(Connection connection)
    {
        _connections.Answering.Take(connection);
        Await(connection, EpollEvents.None);
    }

    // From the thread that answered.
    private void Post(Connection connection, Reply reply)
    {
        if (Environment.CurrentManagedThreadId == _thread)
            Deliver(connection, reply);
        else
            _answers.Put(new(connection, reply));
    }

    // Late answers find nobody: their connection is closed, or was told "busy" at its deadline.
    private void Deliver(Connection connection, Reply reply)
    {
        if (connection.IsClosed || connection.Pending is null)
            return;
        connection.Pending = null;
        Reply(connection, reply);
    }

    // Nobody waits for the answer of a call that is refused.
    private void Refuse(Connection connection, Refusal refusal)
    {
        if (connection.Pending is not { } pending)
            return;
        quotes.Abandon(pending);
        Deliver(connection, pending.Call.Refuse(refusal));
    }

    private void Reply(Connection connection, Reply reply)
    {
        if (!_connections.MayReply(connection))
        {
            Close(connection, Outcome.ReplyNotTaken);
            return;
        }

        connection.Status = reply.Status;
        connection.Unsent = reply.Frame;
        Send(connection);
        if (connection.IsClosed || connection.Unsent.IsEmpty || !TryStay(connection))
            return;
        _connections.Writing.Take(connection);
        ConnectionTable.Rest(connection);
        Await(connection, EpollEvents.Writable);
    }

    private void Send(Connection connection)
    {
        var sent = connection.Socket.Send(connection.Unsent.Head.Span, connection.Unsent.Zeros);
        if (sent == -1)
        {
            Close(connection, Outcome.ClientLeft);
            return;
        }

        connection.Unsent = connection.Unsent.After(sent ?? 0);
        if (connection.Unsent.IsEmpty)
            EndTold(connection);
    }

    private void EndTold(Connection connection)
    {
        End(connection, Outcome.Told(connection.Status));
        _connections.KeepUnread(connection);

        // A peer sees the same as if the connection was closed.
        connection.Socket.EndBothWays();
        connection.IsReplied = true;
        if (connection.Awaited is not null)
            connection.Group.Waiting.Forget(connection.Socket.Descriptor);
        _connections.Replied.Take(connection);
    }

    private void LookWhetherRead(Connection connection, DeadlineList next)
    {
        if (connection.Socket.UnreadByPeer() is > 0 and var bytes)
        {
            _connections.CountUnread(connection, bytes);
            next.Take(connection);
        }
        else
        {
            Close(connection, Outcome.ReplyNotTaken);
        }
    }

    // A connection that has to wait needs a place, and memory; who holds most gives way.
    private bool TryStay(Connection connection)
    {
        if (connection.Place is null)
            _connections.Add(connection);
        _connections.CountMemory(connection);
        while (_connections.IsOverfull && !connection.IsOver)
            GiveWay(_connections.WhoGivesUpItsPlace() ?? connection);
        while (_connections.IsOverdrawn && _connections.WhoGivesUpItsMemory() is { } hoarder)
            GiveWay(hoarder);
        return !connection.IsOver;
    }

    private void GiveWay(Connection connection)
    {
        if (connection.Pending is { } pending)
            RefuseNow(connection, pending);
        else
            Close(connection, Outcome.ReplyNotTaken);
    }

    // A peer that takes no small reply at once loses its place without one.
    private void RefuseNow(Connection connection, PendingCall pending)
    {
        quotes.Abandon(pending);
        connection.Pending = null;
        _connections.GiveBackReserve(connection);
        var reply = pending.Call.Refuse(Refusal.Full);
        connection.Status = reply.Status;
        if (_connections.MayReply(connection) && connection.Socket.Send(reply.Frame.Head.Span) == reply.Frame.Length)
            EndTold(connection);
        else
            Close(connection, Outcome.ReplyNotTaken);
    }

    private void Await(Connection connection, EpollEvents events)
    {
        if (connection.Awaited == events)
            return;
        var (waiting, descriptor) = (connection.Group.Waiting, connection.Socket.Descriptor);
        var isAwaited = connection.Awaited is null
            ? waiting.TryWatch(descriptor, events, connection.Tag)
            : waiting.TryChange(descriptor, events, connection.Tag);
        connection.Awaited = events;
        if (isAwaited)
            return;

        // What is not watched would wait for ever. The next one may be luckier.
        Log.CannotWatch(log, "a connection", SystemCall.Failure("epoll_ctl").Message);
        Close(connection, Outcome.ReplyNotTaken);
    }

    /// <summary>Tells how the quote that was asked for on a connection ended; once.</summary>
    private void End(Connection connection, Outcome outcome)
    {
        if (connection.Asked is not { } asked)
            return;
        connection.Asked = null;
        audit.End(asked, outcome);
    }

    /// <param name="connection">Any.</param>
    /// <param name="outcome">How its quote ended, if that has not been told.</param>
    private void Close(Connection connection, Outcome outcome)
    {
        if (connection.IsClosed)
            return;
        End(connection, outcome);
        if (connection.Pending is { } pending)
            quotes.Abandon(pending);
        connection.Pending = null;
        _connections.Close(connection);
        if (connection.Group is { IsLeft: true, Count: 0 })
            GiveUp(connection.Group);
    }
}
