using Sgx;
using Sgx.Simulation;

namespace RaTls;

/// <summary>How either party ends.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>One of the parties did not want the other.</summary>
    public const int Refused = 1;

    /// <summary>Wrong use, or input that is missing or malformed.</summary>
    public const int BadInput = 2;

    /// <summary>There was no quote to be had.</summary>
    public const int NoQuote = 3;

    /// <summary>Does a party's part; a failure is one line.</summary>
    public static async Task<int> Of(string party, Func<Task> part)
    {
        try
        {
            await part();
            return Done;
        }
        catch (Exception e) when (CodeOf(e) is { } code)
        {
            var why = PrintableText.OneLine($"{e.Message} {e.InnerException?.Message}".TrimEnd());
            await Console.Error.WriteLineAsync($"{party}: {why}");
            return code;
        }
    }

    private static int? CodeOf(Exception failure) => failure switch
    {
        QuotingException => NoQuote,
        HttpRequestException => Refused,
        FormatException or SimulatedStateException or IOException or UnauthorizedAccessException => BadInput,
        _ => null,
    };
}
