using System.Threading.Channels;

namespace Sgx.Agent.Quoting;

/// <summary>The calls that wait for the quoting enclave: first come, first served, and never more than so many.</summary>
internal sealed class QuoteQueue(QuoteQueueOptions options)
{
    private readonly Channel<QuoteJob> _jobs = Channel.CreateBounded<QuoteJob>(options.Capacity);

    /// <summary>Puts a call in line, unless the line is full.</summary>
    public bool TryAdd(QuoteJob job) => _jobs.Writer.TryWrite(job);

    /// <summary>Works off the line until <see cref="Complete"/>.</summary>
    public Task Run() => Task.WhenAll(Enumerable.Range(0, options.Workers).Select(_ => Task.Run(Work)));

    /// <summary>Takes no more calls; what is in line is still answered.</summary>
    public void Complete() => _jobs.Writer.Complete();

    private async Task Work()
    {
        await foreach (var job in _jobs.Reader.ReadAllAsync())
        {
            if (!job.IsAbandoned())
                job.Done(await job.Call.Answer(CancellationToken.None));
        }
    }
}

/// <summary>The bounds of the queue of quotes.</summary>
internal sealed record QuoteQueueOptions
{
    /// <summary>How many calls may wait.</summary>
    public int Capacity { get; init; } = 1024;

    /// <summary>How many calls the platform is asked to answer at once.</summary>
    public int Workers { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 4);
}
