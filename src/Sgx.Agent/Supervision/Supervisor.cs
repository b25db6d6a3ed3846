using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sgx.Agent.Health;

namespace Sgx.Agent.Supervision;

/// <summary>Runs the background loops of a service: one that fails is logged, and begun again after a pause.</summary>
/// <remarks>
/// A loop runs until it is told to stop. Whatever else ends it, an exception or a return, is logged with its name and
/// shows in readiness until the loop has run again for a while. Pauses grow from one second to half a minute.
/// </remarks>
internal sealed partial class Supervisor(ILogger<Supervisor> log, TimeProvider clock) : IReadiness
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    // A loop that has run for so long is well again.
    private static readonly TimeSpan WellAfter = TimeSpan.FromSeconds(5);

    private readonly List<(string Name, Func<CancellationToken, Task> Run)> _loops = [];
    private readonly ConcurrentDictionary<string, Failure> _failures = new();

    /// <summary>The loops that have failed a short while ago, and why; empty when all run.</summary>
    public string Trouble => string.Join("; ", _failures.Values.Where(IsFresh).Select(failure => failure.Why));

    /// <summary>Adds a loop, before <see cref="Run"/>.</summary>
    /// <param name="name">For log and readiness.</param>
    /// <param name="loop">Runs until cancelled.</param>
    public void Keep(string name, Func<CancellationToken, Task> loop) => _loops.Add((name, loop));

    /// <summary>Runs all loops until cancelled; then returns when the last of them has ended.</summary>
    public Task Run(CancellationToken stop) =>
        Task.WhenAll(_loops.Select(loop => Task.Run(() => Keep(loop.Name, loop.Run, stop), CancellationToken.None)));

    private async Task Keep(string name, Func<CancellationToken, Task> loop, CancellationToken stop)
    {
        var pause = FirstPause;
        while (true)
        {
            var begun = clock.GetTimestamp();
            var failure = await FailureOf(loop, stop);
            if (stop.IsCancellationRequested)
                return;
            if (clock.GetElapsedTime(begun) > LongestPause)
                pause = FirstPause;
            _failures[name] = new($"{name} has failed: {failure.Message}", null);
            Log.Failed(log, name, pause.TotalSeconds, failure);
            await Task.Delay(pause, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _failures[name] = _failures[name] with { BegunAgain = clock.GetTimestamp() };
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private static async Task<Exception> FailureOf(Func<CancellationToken, Task> loop, CancellationToken stop)
    {
        try
        {
            await loop(stop);
            return new InvalidOperationException("it ended though nobody told it to");
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private bool IsFresh(Failure failure) =>
        failure.BegunAgain is not { } begun || clock.GetElapsedTime(begun) < WellAfter;

    private sealed record Failure(string Why, long? BegunAgain);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Loop} has failed, and begins again in {Seconds} s")]
        public static partial void Failed(ILogger logger, string loop, double seconds, Exception exception);
    }
}
