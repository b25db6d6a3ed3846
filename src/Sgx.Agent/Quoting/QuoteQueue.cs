namespace Sgx.Agent.Quoting;

/// <summary>The calls that wait for the quoting enclave, in fair order, and the workers that answer them.</summary>
internal sealed class QuoteQueue(QuoteQueueOptions options) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FairLine _line = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private bool _isComplete;

    /// <summary>Puts a call in line, unless the line is full, or has its caller's share already.</summary>
    public bool TryAdd(QuoteJob job)
    {
        lock (_lock)
        {
            if (_isComplete || _line.Count >= options.Capacity || _line.CountOf(job.Caller) >= options.CapacityPerCaller)
                return false;
            _line.Add(job);
        }

        _ = _waiting.Release();
        return true;
    }

    /// <summary>Works off the line until <see cref="Complete"/>, and then what is still in it.</summary>
    public Task Run() => Task.WhenAll(Enumerable.Range(0, options.Workers).Select(_ => Task.Run(Work)));

    /// <summary>Takes no more calls.</summary>
    public void Complete()
    {
        lock (_lock)
            _isComplete = true;
        _ = _waiting.Release(options.Workers);   // so that each worker finds the line empty, and ends
    }

    public void Dispose() => _waiting.Dispose();

    private async Task Work()
    {
        while (true)
        {
            await _waiting.WaitAsync();
            if (Next() is not { } job)
                return;
            if (!job.IsAbandoned())
                job.Done(await job.Call.Answer(CancellationToken.None));
        }
    }

    private QuoteJob? Next()
    {
        lock (_lock)
            return _line.Next();
    }
}

/// <summary>The bounds of the queue of quotes.</summary>
internal sealed record QuoteQueueOptions
{
    /// <summary>How many calls may wait.</summary>
    public int Capacity { get; init; } = 1024;

    /// <summary>How many of them may be one caller's.</summary>
    public int CapacityPerCaller { get; init; } = 256;

    /// <summary>How many calls the platform is asked to answer at once.</summary>
    public int Workers { get; init; } = 2;
}
