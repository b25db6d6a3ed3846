using System.CommandLine;
using Sgx.Agent.Front;
using Sgx.Agent.Health;
using Sgx.Agent.Platforms;
using Sgx.Agent.Settings;
using Sgx.Simulation;

namespace Sgx.Agent.QuoteHelper;

/// <summary><c>sgx-agent quote-helper</c>.</summary>
internal static class QuoteHelperCommand
{
    private static readonly Option<string?> File = new("--config")
    {
        Description = "JSON file of settings, members named as the flags; flags and SGX_AGENT_* variables go before it",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var command = new Command("quote-helper", "Serve quotes to every container of this node over the AESM socket")
        {
            File,
        };
        foreach (var setting in QuoteHelperSettings.All)
            command.Add(setting.Flag);
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult flags, CancellationToken cancellation)
    {
        try
        {
            var options = Read(flags);
            var platform = QuotingPlatforms.Open(options.Platform);
            await using var helper = await QuoteHelper.Start(options, platform, cancellation);
            Console.WriteLine(helper.FirstLine);
            await helper.Run(cancellation);
            return ExitCodes.Stopped;
        }
        catch (SettingsException e)
        {
            return Fail(e, ExitCodes.Usage);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ListenException
            or ProofFailedException or SimulatedStateException or QuotingException)
        {
            return Fail(e, ExitCodes.CannotServe);
        }
    }

    private static QuoteHelperOptions Read(ParseResult flags)
    {
        IReadOnlyDictionary<string, string> file = flags.GetValue(File) is { } path
            ? SettingsFile.Read(path, QuoteHelperSettings.All)
            : new Dictionary<string, string>();
        return QuoteHelperSettings.Read(new(flags, Environment.GetEnvironmentVariable, file));
    }

    private static int Fail(Exception e, int exitCode)
    {
        Console.Error.WriteLine($"sgx-agent: {e.Message}");
        return exitCode;
    }
}

/// <summary>How the agent ends.</summary>
internal static class ExitCodes
{
    public const int Stopped = 0;
    public const int CannotServe = 1;
    public const int Usage = 2;
}
