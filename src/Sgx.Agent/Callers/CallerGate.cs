using Sgx.Agent.Linux;
using Sgx.Agent.Protocols;

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

    /// <summary>Why the caller may not go on; null when it may.</summary>
    /// <remarks>A container that has no name yet is looked up meanwhile.</remarks>
    public Refusal? Refusal(Caller caller, bool isQuote)
    {
        caller.Owner?.Ask();
        return options.Policy.Judge(caller) switch
        {
            CallerVerdict.Denied => Protocols.Refusal.Denied,
            CallerVerdict.NotYetKnown => Protocols.Refusal.NotYetKnown,
            _ => isQuote && !_rate.TryTake(caller) ? Protocols.Refusal.TooOften : null,
        };
    }
}
