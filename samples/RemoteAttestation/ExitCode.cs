using RemoteAttestation.Wire;
using Sgx;
using Sgx.Simulation;

namespace RemoteAttestation;

/// <summary>How either party ends.</summary>
internal static class ExitCode
{
    /// <summary>The secret was delivered.</summary>
    public const int Delivered = 0;

    /// <summary>The relying party refused, or the other party broke off.</summary>
    public const int Refused = 1;

    /// <summary>Wrong use, or input that is missing or malformed.</summary>
    public const int BadInput = 2;

    /// <summary>There was no quote to be had.</summary>
    public const int NoQuote = 3;

    /// <summary>Runs a party, and tells in one line why it could not do its part.</summary>
    public static async Task<int> Of(string party, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception e) when (Of(e) is { } exitCode)
        {
            Console.Error.WriteLine($"{party}: {e.Message}");
            return exitCode;
        }
    }

    private static int? Of(Exception failure) => failure switch
    {
        QuotingException => NoQuote,
        WireException => Refused,
        SgxFormatException or SimulatedStateException or FormatException => BadInput,
        IOException or UnauthorizedAccessException or System.Net.Sockets.SocketException => BadInput,
        _ => null,
    };
}
