using Sgx.Aesm;
using Sgx.Agent.Linux;
using Sgx.Agent.Protocols.Aesm;

namespace Sgx.Agent.Callers;

/// <summary>Who asks, and whether they may.</summary>
internal sealed class CallerGate(CallerOptions options, TimeProvider clock)
{
    private readonly RateLimit _rate = new(options.QuotesPerSecond, clock);

    /// <summary>Who is at the other end of a connection that came through a listener.</summary>
    public static Caller Identify(StreamSocket socket, CallerClass callers)
    {
        var peer = socket.Peer();
        return new(callers.Name, peer?.UserId, peer?.GroupId) { Owner = callers.Owner };
    }

    /// <summary>The status to refuse with; null when the caller may go on.</summary>
    /// <remarks>A container that has no name yet is looked up meanwhile.</remarks>
    public AesmStatus? Refusal(Caller caller, bool isQuote)
    {
        caller.Owner?.Ask();
        return options.Policy.Judge(caller) switch
        {
            CallerVerdict.Denied => AesmStatus.ServiceUnavailable,
            CallerVerdict.NotYetKnown => AesmStatusOf.CallerNotKnown,
            _ => isQuote && !_rate.TryTake(caller) ? AesmStatusOf.QueueFull : null,
        };
    }
}
