using Microsoft.Extensions.Logging;
using Sgx.Agent.Audit;
using Sgx.Agent.Health;
using Sgx.Agent.Line;
using Sgx.Agent.Linux;

namespace Sgx.Agent.Front;

/// <summary>
/// The thread that moves the bytes of all clients: accepts, reads one request, answers it or hands it to the queue of
/// quotes, sends the reply, closes. A slow or silent peer costs one small object and a deadline, never a thread.
/// </summary>
/// <remarks>
/// Most requests come in one piece with the connection and are answered in place, so they never meet epoll.
/// <c>docs/decisions/0004-socket-front.md</c> tells why this is not a server framework.
/// </remarks>
internal sealed partial class SocketFront(
    QuoteDesk quotes, QuoteAudit audit, FrontOptions options, ILogger<SocketFront> log) : IReadiness, IDisposable
{
    // Listening sockets, sets of connections and the wake-up: a turn sees all of them that have something.
    private const int MaxReady = 512;

    // Quotes made in one turn where the platform answers at once: less than half a millisecond.
    private const int QuoteBatch = 4;

    private static readonly TimeSpan DrainTick = TimeSpan.FromMilliseconds(50);

    private readonly Epoll _epoll = new(MaxReady);
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
        ShortSlice.Ask();
        if (!_epoll.TryWatch(_answers.Descriptor, EpollEvents.Readable))
            throw SystemCall.Failure("epoll_ctl");
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
        foreach (var connection in _connections.All())
            Close(connection, Protocols.Outcome.ServiceStopped);
        foreach (var group in _groups.Values)
            group.Dispose();
        _answers.Dispose();
        _epoll.Dispose();
        Closer.Dispose();
    }

    private void Turn(int timeoutMilliseconds)
    {
        var count = _epoll.Wait(_hasQuotesToMake ? 0 : timeoutMilliseconds);
        for (var i = 0; i < count; i++)
            Handle(_epoll[i].Descriptor);
        TakeUpChanges();
        while (_answers.TryTake(out var answer))
            Deliver(answer.Connection, answer.Reply);
        _hasQuotesToMake = quotes.AnswerInPlace(QuoteBatch);
        TakeUpDeadlines(Environment.TickCount64);
    }

    private void Handle(int descriptor)
    {
        if (descriptor == _answers.Descriptor)
            _answers.Open();
        else if (_listeners.TryGetValue(descriptor, out var listener))
            _ = Accept(listener, AcceptBatch);
        else if (_groups.TryGetValue(descriptor, out var group))
            ContinueSome(group);
    }

    private void ContinueSome(ConnectionGroup group)
    {
        var count = group.Waiting.Wait(0);
        for (var i = 0; i < count; i++)
        {
            var seen = group.Waiting[i];
            if (_connections.Find(seen.Descriptor) is { } connection && connection.Tag == seen.Tag)
                Continue(connection, seen.Events);
        }
    }

    private void Continue(Connection connection, EpollEvents events)
    {
        var isGone = (events & (EpollEvents.HangUp | EpollEvents.Error)) != 0;
        if (connection.IsReplied)
            return;
        if (!connection.Unsent.IsEmpty)
            Send(connection);
        else if (connection.Pending is null)
            Read(connection);
        else if (isGone)
            Close(connection, Protocols.Outcome.ClientLeft);
    }

    private void TakeUpDeadlines(long now)
    {
        while (_connections.Reading.Overdue(now) is { } silent)
            Close(silent, Protocols.Outcome.ClientLeft);
        while (_connections.Writing.Overdue(now) is { } slow)
            Close(slow, Protocols.Outcome.ReplyNotTaken);
        while (_connections.Asked.Overdue(now) is { } asked)
            AwaitAnswerOrLeaving(asked);
        while (_connections.Answering.Overdue(now) is { } waiting)
            Refuse(waiting, Protocols.Refusal.DeadlinePassed);
        while (_connections.Replied.Overdue(now) is { } replied)
            LookWhetherRead(replied, _connections.ReadingLate);
        while (_connections.ReadingLate.Overdue(now) is { } late)
            LookWhetherRead(late, _connections.NotReading);
        while (_connections.NotReading.Overdue(now) is { } unread)
            LookWhetherRead(unread, _connections.NotReading);
    }

    private void Drain()
    {
        var end = Environment.TickCount64 + (long)options.DrainTimeout.TotalMilliseconds;
        DrainListeners();
        while (_connections.Count > 0 && Environment.TickCount64 < end)
        {
            HurrySilentPeers();
            Turn((int)DrainTick.TotalMilliseconds);
        }

        Log.Drained(log, _connections.Count);
    }

    // Nobody waits for those who have been told all, and who has said nothing for a while does not wait either.
    private void HurrySilentPeers()
    {
        while (_connections.Reading.First is { } silent && silent.Age > options.SilenceWhenDraining)
            Close(silent, Protocols.Outcome.ClientLeft);
        while (_connections.ReadingLate.First is { } late)
            Close(late, Protocols.Outcome.ReplyNotTaken);
        while (_connections.NotReading.First is { } unread)
            Close(unread, Protocols.Outcome.ReplyNotTaken);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "drained; {Connections} connections given up")]
        public static partial void Drained(ILogger logger, int connections);

        [LoggerMessage(Level = LogLevel.Error, Message = "no connection can be accepted: {Why}")]
        public static partial void CannotAccept(ILogger logger, string why);

        [LoggerMessage(Level = LogLevel.Information, Message = "connections are accepted again")]
        public static partial void AcceptsAgain(ILogger logger);

        [LoggerMessage(Level = LogLevel.Error, Message = "cannot watch {What}: {Why}")]
        public static partial void CannotWatch(ILogger logger, string what, string why);
    }
}
