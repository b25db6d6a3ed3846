using Microsoft.Extensions.Logging;
using Sgx.Agent.Health;
using Sgx.Agent.Protocols;

namespace Sgx.Agent.Line;

/// <summary>The threads that have the platform answer the calls in line.</summary>
/// <remarks>
/// They are threads of their own that sleep while there is nothing to do: a pool's threads spin for the next item,
/// which costs more than a quote when there are few. A platform that neither answers nor heeds the cancellation of a
/// call keeps its thread; another takes the place of that one, up to a bound.
/// </remarks>
internal sealed partial class QuoteWorkers(QuoteQueue queue, int count, ILogger<QuoteWorkers> log) : IReadiness
{
    /// <summary>How many threads a platform may keep before no more are made.</summary>
    public const int MaxStuck = 16;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly List<Worker> _workers = [];
    private volatile string _trouble = "";

    /// <summary>Why fewer calls are answered than should be, or none; empty when all is well.</summary>
    public string Trouble => _trouble;

    /// <summary>Whether the platform keeps so many threads that no call is answered any more.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>Keeps the workers going until told to stop; they end when the queue is complete.</summary>
    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            LookAfterAll();
            await Task.Delay(Look, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Returns when all workers but those that the platform keeps have ended.</summary>
    /// <remarks>To be called after <see cref="Run"/> has returned and the queue was completed.</remarks>
    public Task Ended() => Task.WhenAll(_workers.Where(worker => !worker.IsReplaced).Select(worker => worker.Ended));

    private void LookAfterAll()
    {
        _ = _workers.RemoveAll(worker => worker.Ended.IsCompleted);
        foreach (var worker in _workers.Where(worker => !worker.IsReplaced && worker.IsStuck(Grace)))
        {
            worker.IsReplaced = true;
            Log.Stuck(log, Grace.TotalSeconds);
        }

        var stuck = _workers.Count(worker => worker.IsReplaced);
        for (var working = _workers.Count - stuck; working < count && stuck < MaxStuck; working++)
            _workers.Add(new(WorkOrTell));
        IsExhausted = stuck >= MaxStuck;
        _trouble = stuck == 0 ? "" : $"{stuck} calls have not come back from the platform, though they were cancelled";
    }

    // A worker that ends before its time is replaced at the next look.
    private void WorkOrTell(Worker self)
    {
        try
        {
            Work(self);
        }
        catch (Exception e)
        {
            Log.Ended(log, e);
        }
    }

    private void Work(Worker self)
    {
        while (!self.IsReplaced && queue.Next() is { } call)
        {
            self.Current = call;
            if (!call.IsAbandoned)
                Answer(call);
            self.Current = null;
        }
    }

    private void Answer(PendingCall call)
    {
        try
        {
            call.Done(Wait(call.Call.Answer(call.Abandoned)));
        }
        catch (Exception e)
        {
            Log.Failed(log, e);
            call.Done(call.Call.Refuse(Refusal.Failed));
        }
    }

    // A platform in this process has answered by now; another one may be waited for, that is what the thread is for.
    private static Reply Wait(ValueTask<Reply> reply) =>
        reply.IsCompletedSuccessfully ? reply.Result : reply.AsTask().GetAwaiter().GetResult();

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "a call has not come back from the platform {Seconds} s after it was cancelled; "
                + "another thread takes over")]
        public static partial void Stuck(ILogger logger, double seconds);

        [LoggerMessage(Level = LogLevel.Error, Message = "a call could not be answered")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Error, Message = "a worker of the queue ended; another takes its place")]
        public static partial void Ended(ILogger logger, Exception exception);
    }

    private sealed class Worker
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile PendingCall? _current;
        private volatile bool _isReplaced;

        public Worker(Action<Worker> work)
        {
            var thread = new Thread(() => RunToEnd(work)) { IsBackground = true, Name = "quotes" };
            thread.Start();
        }

        public Task Ended => _ended.Task;

        public PendingCall? Current
        {
            get => _current;
            set => _current = value;
        }

        public bool IsReplaced
        {
            get => _isReplaced;
            set => _isReplaced = value;
        }

        public bool IsStuck(TimeSpan grace) => Current is { IsAbandoned: true, AbandonedAt: > 0 and var since }
            && Environment.TickCount64 - since > grace.TotalMilliseconds;

        private void RunToEnd(Action<Worker> work)
        {
            try
            {
                work(this);
            }
            finally
            {
                _ended.SetResult();
            }
        }
    }
}
