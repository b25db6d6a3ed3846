using System.CommandLine;
using Sgx.Cli.Input;
using Sgx.Cli.Output;

namespace Sgx.Cli.Commands;

/// <summary><c>--output</c> of the commands that print a document.</summary>
internal static class OutputOption
{
    public static Option<OutputFormat> Create() => TextOption.Create(
        "--output", "json|table", "how to print [default: table]", ChoiceText.Parse<OutputFormat>);

    /// <summary>Whether JSON was asked for on a command line that may be wrong otherwise.</summary>
    public static bool WantsJson(ParseResult parsed, Option<OutputFormat> option) =>
        parsed.GetResult(option)?.Tokens is [{ Value: "json" }];
}
