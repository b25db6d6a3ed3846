namespace Sgx.Agent.Health;

/// <summary>
/// Liveness of a process that works on the thread pool alone: an answer from there is the sign of life.
/// </summary>
internal sealed class ThreadPoolLiveness : ILiveness
{
    public ValueTask<string> Trouble(CancellationToken cancellation) => new("");
}
