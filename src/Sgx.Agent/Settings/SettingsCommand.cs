using System.CommandLine;
using Sgx.Agent.QuoteHelper;
using Sgx.Output;

namespace Sgx.Agent.Settings;

/// <summary>A command whose settings come by flag, by variable or from the file that <c>--config</c> names.</summary>
/// <typeparam name="TOptions">The settings, read and validated.</typeparam>
internal sealed class SettingsCommand<TOptions>
{
    private readonly Option<string?> _file = new("--config")
    {
        Description = "JSON file of settings, members named as the flags; flags and SGX_AGENT_* variables go before it",
        HelpName = "FILE",
    };

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required IReadOnlyList<Setting> Settings { get; init; }

    /// <summary>
    /// Makes options of the settings; throws <see cref="SettingsException"/> where they make no sense.
    /// </summary>
    public required Func<SettingReader, TOptions> Read { get; init; }

    /// <summary>Serves until cancelled.</summary>
    public required Func<TOptions, CancellationToken, Task> Run { get; init; }

    /// <summary>Whether the operator can mend it: its message says enough, without a stack.</summary>
    public required Predicate<Exception> IsExpected { get; init; }

    public Command Create()
    {
        var command = new Command(Name, Description) { _file };
        foreach (var setting in Settings)
            command.Add(setting.Flag);
        command.SetAction(RunOrTell);
        return command;
    }

    private async Task<int> RunOrTell(ParseResult flags, CancellationToken cancellation)
    {
        try
        {
            await Run(ReadOptions(flags), cancellation);
            return ExitCodes.Stopped;
        }
        catch (SettingsException e)
        {
            return Fail(e, ExitCodes.Usage);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Only a start is cut off by it; who serves drains, and returns.
            StandardOutput.Error.Tell("sgx-agent: told to stop before it served");
            return ExitCodes.Stopped;
        }
        catch (ServiceFailedException e)
        {
            return Fail(e, ExitCodes.Failed);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || IsExpected(e))
        {
            return Fail(e, ExitCodes.CannotServe);
        }
    }

    private TOptions ReadOptions(ParseResult flags)
    {
        IReadOnlyDictionary<string, string> file = flags.GetValue(_file) is { } path
            ? SettingsFile.Read(path, Settings)
            : new Dictionary<string, string>();
        return Read(new(flags, Environment.GetEnvironmentVariable, file));
    }

    private static int Fail(Exception e, int exitCode)
    {
        StandardOutput.Error.Tell($"sgx-agent: {e.Message}");
        return exitCode;
    }
}
