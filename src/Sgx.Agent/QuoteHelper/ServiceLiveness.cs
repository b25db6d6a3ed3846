using Sgx.Agent.Front;
using Sgx.Agent.Health;
using Sgx.Agent.Line;

namespace Sgx.Agent.QuoteHelper;

/// <summary>
/// Whether the service does anything: the front's thread must come round, the line must have a worker left, and
/// descriptors of peers must not pile up.
/// </summary>
/// <remarks>Nothing else counts: starting the process again repairs no platform.</remarks>
internal sealed class ServiceLiveness(QuoteWorkers workers) : ILiveness
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    private SocketFront? _front;

    /// <summary>The service serves from now on; before, it starts within a deadline of its own.</summary>
    public void Serves(SocketFront front) => Volatile.Write(ref _front, front);

    public async ValueTask<string> Trouble(CancellationToken cancellation)
    {
        if (workers.IsExhausted)
            return "the platform keeps every thread that could answer a call";
        if (Volatile.Read(ref _front) is not { } front)
            return "";
        if (front.Closer.Overdue is > 0 and var overdue)
            return $"{overdue} descriptors that peers have sent cannot be closed, save by a new process";
        try
        {
            await front.NextTurn().WaitAsync(Deadline, cancellation);
            return "";
        }
        catch (TimeoutException)
        {
            return $"the thread that serves the sockets has not come round for {Deadline.TotalSeconds:0} s";
        }
    }
}
