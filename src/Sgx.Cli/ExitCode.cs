using Sgx.Cli.Input;
using Sgx.Simulation;

namespace Sgx.Cli;

/// <summary>How <c>sgx</c> ends; scripts rely on these numbers.</summary>
internal static class ExitCode
{
    /// <summary>Done; of a quote: verified and acceptable.</summary>
    public const int Done = 0;

    /// <summary>The quote is rejected or not acceptable, or the service is not the one meant.</summary>
    public const int Rejected = 1;

    /// <summary>Wrong use, or input that is missing or malformed.</summary>
    public const int BadInput = 2;

    /// <summary>The quoting service is not there, or refused.</summary>
    public const int NoQuote = 3;

    /// <summary>Interrupted, as a shell counts SIGINT.</summary>
    public const int Interrupted = 130;

    /// <summary>The one table from failures to exit codes; null for what is a bug.</summary>
    public static int? Of(Exception failure) => failure switch
    {
        QuotingException => NoQuote,
        OperationCanceledException => Interrupted,
        InputException or SgxFormatException or SimulatedStateException => BadInput,
        IOException or UnauthorizedAccessException or TimeoutException => BadInput,
        _ => null,
    };
}
