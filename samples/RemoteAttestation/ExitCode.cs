using System.Net.Sockets;
using RemoteAttestation.Wire;
using Sgx;
using Sgx.Simulation;

namespace RemoteAttestation;

/// <summary>How either party ends.</summary>
internal static class ExitCode
{
    /// <summary>The secret was delivered.</summary>
    public const int Delivered = 0;

    /// <summary>The relying party refused, or the other party is not there or broke off.</summary>
    public const int Refused = 1;

    /// <summary>Wrong use, or input that is missing or malformed.</summary>
    public const int BadInput = 2;

    /// <summary>There was no quote to be had.</summary>
    public const int NoQuote = 3;

    /// <summary>The one table from failures to exit codes; null for what is a bug.</summary>
    public static int? Of(Exception failure) => failure switch
    {
        QuotingException => NoQuote,
        WireException or SocketException => Refused,
        FormatException or SimulatedStateException => BadInput,
        IOException or UnauthorizedAccessException => BadInput,
        _ => null,
    };
}
