using System.CommandLine;
using Sgx.Cli.Input;
using Sgx.Cli.Inspection;
using Sgx.Cli.Output;
using Sgx.Quotes;

namespace Sgx.Cli.Commands;

/// <summary><c>sgx inspect</c>: shows what stands in a quote, and believes none of it.</summary>
internal sealed class InspectCommand : Command
{
    private readonly CliHost _host;
    private readonly Argument<string> _quote = new("QUOTE") { Description = "the quote's file" };
    private readonly Option<OutputFormat> _output = OutputOption.Create();

    public InspectCommand(CliHost host) : base("inspect", "Show every field of a quote, without verifying any")
    {
        _host = host;
        Add(_quote);
        Add(_output);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var quote = QuoteFile.Read(_host, parsed.GetRequiredValue(_quote));
        var document = QuoteDocument.Of(quote);
        var exitCode = AddPck(quote, document);
        _host.Print(document, parsed.GetValue(_output));
        return exitCode;
    }

    // A quote with a broken chain still has fields worth seeing.
    private int AddPck(Quote quote, System.Text.Json.Nodes.JsonObject document)
    {
        try
        {
            document["pck"] = PckDocument.Of(quote);
            return ExitCode.Done;
        }
        catch (SgxFormatException e)
        {
            document["pck"] = null;
            _host.Tell(e.Message);
            return ExitCode.BadInput;
        }
    }
}
