using System.CommandLine;
using System.CommandLine.Help;

namespace Sgx.Cli.Commands;

/// <summary><c>sgx</c>: the commands there are, and how each failure ends the process.</summary>
internal sealed class SgxCommand : Command
{
    public SgxCommand(CliHost host)
        : base("sgx", "Quotes by hand: get them, verify them, look into them, and simulate a platform that makes them")
    {
        Add(new HelpOption());
        Add(new VersionOption());
        Add(new QuoteCommand(host));
        Add(new VerifyCommand(host));
        Add(new InspectCommand(host));
        Add(new ExplainCommand(host));
        Add(new PlatformsCommand(host));
        Add(new TargetInfoCommand(host));
        Add(new HealthcheckCommand(host));
        Add(new WaitCommand(host));
        Add(new SimulateCommand(host));
        Add(new DemoCommand(host));
    }

    /// <summary>Runs the tool and gives its exit code.</summary>
    public static async Task<int> Run(
        IReadOnlyList<string> args, CliHost host, CancellationToken cancellation = default)
    {
        // No response files: an argument that begins with @ is a file's name.
        var parsed = new SgxCommand(host).Parse(args, new() { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
            return RefuseUsage(parsed, host);

        try
        {
            var surroundings = new InvocationConfiguration
            {
                Output = host.Output, Error = host.Error, EnableDefaultExceptionHandler = false,
            };
            return await parsed.InvokeAsync(surroundings, cancellation);
        }
        catch (Exception e) when (ExitCode.Of(e) is { } exitCode)
        {
            host.Tell(e is OperationCanceledException ? "interrupted" : e.Message);
            return exitCode;
        }
    }

    private static int RefuseUsage(ParseResult parsed, CliHost host)
    {
        var mistakes = string.Join("; ", parsed.Errors.Select(error => error.Message));
        host.Tell(mistakes);
        host.Tell("see sgx --help, or --help behind a command");
        if (parsed.CommandResult.Command is VerifyCommand verify)
            verify.PrintMisuse(parsed, mistakes);
        return ExitCode.BadInput;
    }
}
