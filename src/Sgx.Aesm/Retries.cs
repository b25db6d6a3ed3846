namespace Sgx.Aesm;

/// <summary>When to try again: soon at first, then less often, and never in step with other clients.</summary>
internal sealed class Retries(TimeSpan patience)
{
    private const double Growth = 2, LeastJitter = 0.5;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);

    private readonly long _began = Environment.TickCount64;
    private TimeSpan _pause = First;

    /// <summary>Whether there is time for another try.</summary>
    public bool AreLeft => TimeSpan.FromMilliseconds(Environment.TickCount64 - _began) < patience;

    /// <summary>Waits before the next one.</summary>
    public async ValueTask Pause(CancellationToken cancellation)
    {
        await Task.Delay(_pause * (LeastJitter + Random.Shared.NextDouble()), cancellation).ConfigureAwait(false);
        _pause = TimeSpan.FromTicks(Math.Min((long)(_pause.Ticks * Growth), Longest.Ticks));
    }
}
