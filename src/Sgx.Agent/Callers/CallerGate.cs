using Sgx.Aesm;
using Sgx.Agent.Aesm;
using Sgx.Agent.Linux;

namespace Sgx.Agent.Callers;

/// <summary>Who asks, and whether they may.</summary>
internal sealed class CallerGate(CallerOptions options, TimeProvider clock)
{
    private readonly RateLimit _rate = new(options.QuotesPerSecond, clock);

    /// <summary>Who is at the other end of a connection that came through a listener.</summary>
    public static Caller Identify(StreamSocket socket, string listener) =>
        socket.Peer() is { } peer ? new(listener, peer.UserId, peer.GroupId) : new(listener, null, null);

    /// <summary>The status to refuse with; null when the caller may go on.</summary>
    public AesmStatus? Refusal(Caller caller, bool isQuote) =>
        !options.Policy.Allows(caller) ? AesmStatus.ServiceUnavailable
        : isQuote && !_rate.TryTake(caller) ? AesmStatusOf.QueueFull
        : null;
}
