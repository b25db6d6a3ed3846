using Microsoft.Extensions.Logging;
using Sgx.Agent.Callers;
using Sgx.Agent.Line;
using Sgx.Agent.Linux;
using Sgx.Agent.Protocols.Aesm;

namespace Sgx.Agent.Front;

/// <summary>
/// The thread that moves the bytes of all clients: accepts, reads one request, answers it or hands it to the queue of
/// quotes, sends the response, closes. A slow or silent peer costs one small object and a deadline, never a thread.
/// </summary>
/// <remarks>
/// Most requests come in one piece with the connection and are answered in place, so they never meet epoll.
/// <c>docs/decisions/0004-socket-front.md</c> tells why this is not a server framework.
/// </remarks>
internal sealed partial class SocketFront(
    AesmService service, QuoteDesk quotes, FrontOptions options, ILogger<SocketFront> log) : IDisposable
{
    // So many connections are accepted before others have their turn.
    private const int AcceptBatch = 64;

    // So many quotes of a platform that answers at once take less than half a millisecond; then others have their turn.
    private const int QuoteBatch = 8;

    private static readonly TimeSpan WhileNobodyLeaves = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan DrainTick = TimeSpan.FromMilliseconds(50);

    private readonly Epoll _epoll = new();
    private readonly AnswerBox _answers = new();
    private readonly ConnectionTable _connections = new(options);

    // Holds every request of a client; who sends more waits for others between the pieces.
    private readonly byte[] _arrived = new byte[16 * 1024];
    private volatile bool _isStopping;
    private int _thread;
    private bool _hasQuotesToMake;

    /// <summary>
    /// Serves until <see cref="Stop"/>, and then until what was accepted is answered or the time to drain is up.
    /// </summary>
    public void Run()
    {
        _thread = Environment.CurrentManagedThreadId;
        _epoll.Watch(_answers.Descriptor, EpollEvents.Readable);
        while (!_isStopping)
            Turn(_connections.MillisecondsToNextDeadline());
        Drain();
    }

    /// <summary>Ends <see cref="Run"/>; from any thread.</summary>
    public void Stop()
    {
        _isStopping = true;
        _answers.Ring();
    }

    public void Dispose()
    {
        CloseListeners();
        _connections.CloseAll();
        _answers.Dispose();
        _epoll.Dispose();
    }

    private void Turn(int timeoutMilliseconds)
    {
        var count = _epoll.Wait(_hasQuotesToMake ? 0 : timeoutMilliseconds);
        for (var i = 0; i < count; i++)
            Handle(_epoll[i]);
        TakeUpChanges();
        while (_answers.TryTake(out var answer))
            Deliver(answer.Connection, answer.Frame);
        _hasQuotesToMake = quotes.AnswerInPlace(QuoteBatch);
        CloseOverdue(Environment.TickCount64);
    }

    private void Handle(EpollEvent seen)
    {
        if (seen.Descriptor == _answers.Descriptor)
            _answers.Open();
        else if (_listeners.ContainsKey(seen.Descriptor))
            Accept(seen.Descriptor);
        else if (_connections.Find(seen.Descriptor) is { } connection && connection.Tag == seen.Tag)
            Continue(connection, seen.Events);
    }

    private void Continue(Connection connection, EpollEvents events)
    {
        if (!connection.Unsent.IsEmpty)
            Send(connection);
        else if (connection.Call is null)
            Read(connection);
        else if ((events & (EpollEvents.HangUp | EpollEvents.Error)) != 0)
            _connections.Close(connection);   // whoever answers it will see, and need not begin
    }

    private void Accept(int listener, int most = AcceptBatch)
    {
        for (var i = 0; i < most; i++)
        {
            if (StreamSocket.Accept(listener, out var reason) is not { } socket)
            {
                if (reason is Errno.TooManyFiles or Errno.TooManyFilesInSystem && !TryMakeRoom())
                    Thread.Sleep(WhileNobodyLeaves);
                return;
            }

            if (_connections.IsFull && !TryMakeRoom())
                Overload(socket);
            else
                Open(new(socket, _listeners[listener].Callers));
        }
    }

    private void Open(Connection connection)
    {
        _connections.Add(connection);
        Read(connection);
    }

    // Out of places: the peer that has been silent longest gives up its own, a little before its deadline.
    private bool TryMakeRoom()
    {
        if (_connections.Reading.First is not { } silent)
            return false;
        _connections.Close(silent);
        return true;
    }

    // Every place is taken by somebody who waits for an answer. Who has asked already is told so; there is no place to
    // wait for a client that has not, though it may be killed by a signal when it writes.
    private void Overload(StreamSocket socket)
    {
        using (socket)
        {
            if (socket.Receive(_arrived) is > 0 and var count
                && PartialFrame.Look(_arrived.AsSpan(0, count), out var body) is FrameState.Whole
                && service.Understand(body) is { } call)
                _ = socket.Send(call.Refuse(AesmStatusOf.QueueFull).Head.Span);
        }
    }

    private void Read(Connection connection)
    {
        switch (connection.Socket.Receive(_arrived))
        {
            case null:
                Await(connection, EpollEvents.Readable);
                break;
            case <= 0:
                _connections.Close(connection);
                break;
            case { } count:
                Take(connection, _arrived.AsSpan(0, count));
                break;
        }
    }

    private void Take(Connection connection, ReadOnlySpan<byte> piece)
    {
        var isFirst = connection.Partial.Length == 0;
        if (!isFirst)
            _connections.Keep(connection, piece);
        var state = PartialFrame.Look(isFirst ? piece : connection.Partial.Bytes, out var body);
        if (isFirst && state is FrameState.Incomplete)
            _connections.Keep(connection, piece);
        if (connection.IsClosed)
            return;   // it had hoarded longest

        switch (state)
        {
            case FrameState.Whole:
                Answer(connection, body);
                break;
            case FrameState.Incomplete:
                Await(connection, EpollEvents.Readable);
                break;
            default:
                _connections.Close(connection);
                break;
        }
    }

    private void Answer(Connection connection, ReadOnlySpan<byte> body)
    {
        if (service.Understand(body) is not { } call)
        {
            _connections.Close(connection);   // aesmd hangs up on what is no request, and so do we
            return;
        }

        connection.Call = call;
        if (call.IsQuick)
            AnswerInPlace(connection, call);
        else
            HandIn(connection, call);
    }

    // What takes no time is done when the call returns; should a platform be lost now, it takes its time elsewhere.
    private void AnswerInPlace(Connection connection, AesmCall call)
    {
        var answer = call.Answer(CancellationToken.None);
        if (answer.IsCompletedSuccessfully)
        {
            Deliver(connection, answer.Result);
            return;
        }

        AwaitAnswer(connection);
        _ = answer.AsTask().ContinueWith(
            done => Post(connection, done.Result),
            CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private void HandIn(Connection connection, AesmCall call)
    {
        AwaitAnswer(connection);
        var caller = CallerGate.Identify(connection.Socket, connection.Callers);
        if (quotes.Take(caller, call, () => connection.IsClosed, frame => Post(connection, frame)) is { } refusal)
            Deliver(connection, call.Refuse(refusal));
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
    private void Post(Connection connection, ResponseFrame frame)
    {
        if (Environment.CurrentManagedThreadId == _thread)
            Deliver(connection, frame);
        else
            _answers.Put(new(connection, frame));
    }

    // Late answers find nobody: their connection is closed, or was told "busy" at its deadline.
    private void Deliver(Connection connection, ResponseFrame frame)
    {
        if (connection.IsClosed || connection.Call is null)
            return;
        connection.Call = null;
        Reply(connection, frame);
    }

    private void Reply(Connection connection, ResponseFrame frame)
    {
        connection.Unsent = frame;
        _connections.Writing.Take(connection);
        Send(connection);
        if (!connection.IsClosed)
            _connections.KeepUnsent(connection, frame.Length);
    }

    private void Send(Connection connection)
    {
        var sent = connection.Socket.Send(connection.Unsent.Head.Span, connection.Unsent.Zeros);
        if (sent == -1 || sent == connection.Unsent.Length)
        {
            _connections.Close(connection);
            return;
        }

        connection.Unsent = connection.Unsent.After(sent ?? 0);
        Await(connection, EpollEvents.Writable);
    }

    private void Await(Connection connection, EpollEvents events)
    {
        if (connection.Awaited == events)
            return;
        if (connection.Awaited is null)
            _epoll.Watch(connection.Socket.Descriptor, events, connection.Tag);
        else
            _epoll.Change(connection.Socket.Descriptor, events, connection.Tag);
        connection.Awaited = events;
    }

    private void CloseOverdue(long now)
    {
        while (_connections.Reading.Overdue(now) is { } silent)
            _connections.Close(silent);
        while (_connections.Writing.Overdue(now) is { } slow)
            _connections.Close(slow);
        while (_connections.Asked.Overdue(now) is { } asked)
            AwaitAnswerOrLeaving(asked);
        while (_connections.Answering.Overdue(now) is { } waiting)
            Deliver(waiting, waiting.Call!.Refuse(AesmStatusOf.DeadlinePassed));
    }

    private void Drain()
    {
        DrainListeners();
        var end = Environment.TickCount64 + (long)options.DrainTimeout.TotalMilliseconds;
        while (_connections.Count > 0 && Environment.TickCount64 < end)
        {
            HurrySilentPeers();
            Turn((int)DrainTick.TotalMilliseconds);
        }

        Log.Drained(log, _connections.Count);
    }

    private void HurrySilentPeers()
    {
        while (_connections.Reading.First is { } silent && silent.Age > options.SilenceWhenDraining)
            _connections.Close(silent);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "drained; {Connections} connections given up")]
        public static partial void Drained(ILogger logger, int connections);
    }
}
