using Sgx.Agent.Protocols.Aesm;

namespace Sgx.Agent.Line;

/// <summary>The calls that wait for the quoting enclave, in fair order, and the workers that answer them.</summary>
/// <remarks>
/// The workers are threads of their own that sleep while there is nothing to do: a pool's threads spin for the next
/// item, which costs more than a quote when there are few.
/// </remarks>
internal sealed class QuoteQueue(QuoteQueueOptions options)
{
    private readonly object _lock = new();
    private readonly FairLine _line = new();
    private bool _isComplete;

    /// <summary>Calls that wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _line.Count;
        }
    }

    /// <summary>Puts a call in line, unless the line is full, or has its caller's share already.</summary>
    public bool TryAdd(QuoteJob job)
    {
        lock (_lock)
        {
            var isFull = _line.Count >= options.Capacity || _line.CountOf(job.Caller) >= options.CapacityPerCaller;
            if (_isComplete || isFull)
                return false;
            _line.Add(job);
            if (_line.Count > options.LeftInPlace)
                Monitor.Pulse(_lock);
            return true;
        }
    }

    /// <summary>Answers the next calls on the thread that asks, where that is worth it.</summary>
    /// <param name="most">How many at most.</param>
    /// <returns>Whether there are more.</returns>
    public bool AnswerInPlace(int most)
    {
        if (options.LeftInPlace == 0)
            return false;
        for (var i = 0; i < most && Next(mayWait: false) is { } job; i++)
        {
            if (!job.IsAbandoned())
                AnswerHere(job);
        }

        return _line.Count > 0;
    }

    /// <summary>Works off the line until <see cref="Complete"/>, and then what is still in it.</summary>
    public Task Run() => Task.WhenAll(Enumerable.Range(0, options.Workers).Select(_ =>
        Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

    /// <summary>Takes no more calls.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _isComplete = true;
            Monitor.PulseAll(_lock);
        }
    }

    private void Work()
    {
        while (Next(mayWait: true) is { } job)
        {
            if (!job.IsAbandoned())
                job.Done(Wait(job.Call.Answer(CancellationToken.None)));
        }
    }

    private QuoteJob? Next(bool mayWait)
    {
        lock (_lock)
        {
            while (mayWait && _line.Count == 0 && !_isComplete)
                _ = Monitor.Wait(_lock);
            return _line.Next();
        }
    }

    private static void AnswerHere(QuoteJob job)
    {
        var answer = job.Call.Answer(CancellationToken.None);
        if (answer.IsCompletedSuccessfully)
            job.Done(answer.Result);
        else
            _ = Finish(job, answer);   // it takes its time after all: elsewhere
    }

    private static async Task Finish(QuoteJob job, ValueTask<ResponseFrame> answer) => job.Done(await answer);

    // A platform in this process has answered by now; another one may be waited for, that is what the thread is for.
    private static ResponseFrame Wait(ValueTask<ResponseFrame> answer) =>
        answer.IsCompletedSuccessfully ? answer.Result : answer.AsTask().GetAwaiter().GetResult();
}

/// <summary>The bounds of the queue of quotes.</summary>
internal sealed record QuoteQueueOptions
{
    /// <summary>How many calls may wait.</summary>
    public int Capacity { get; init; } = 4096;

    /// <summary>How many of them may be one caller's.</summary>
    public int CapacityPerCaller { get; init; } = 256;

    /// <summary>How many calls the platform is asked to answer at once.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>
    /// How many calls are left to <see cref="QuoteQueue.AnswerInPlace"/> before a worker is woken to help; 0 leaves
    /// it none.
    /// </summary>
    public int LeftInPlace { get; init; }
}
