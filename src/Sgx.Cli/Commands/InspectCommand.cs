using System.CommandLine;
using Sgx.Cli.Inspection;
using Sgx.Cli.Output;

namespace Sgx.Cli.Commands;

/// <summary><c>sgx inspect</c>: shows what stands in a file of whatever kind, and believes none of it.</summary>
internal sealed class InspectCommand : Command
{
    private readonly CliHost _host;
    private readonly Option<OutputFormat> _output = OutputOption.Create();

    private readonly Argument<string> _file = new("FILE")
    {
        Description = "a quote, certificates, a CRL, TCB info, an enclave identity, collateral (a bundle or a folder), "
            + "a Report or a target info; - is standard input",
    };

    private readonly Option<bool> _showPpid = new("--show-ppid")
    {
        Description = "show PPID and platform instance id, which tell this machine from all others",
    };

    public InspectCommand(CliHost host)
        : base("inspect", "Show what stands in a quote or in collateral, without verifying any of it")
    {
        _host = host;
        Add(_file);
        Add(_showPpid);
        Add(_output);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var inspector = new Inspector(parsed.GetValue(_showPpid));
        var document = inspector.Of(_host, parsed.GetRequiredValue(_file));
        _host.Print(document, parsed.GetValue(_output));

        foreach (var problem in inspector.Problems)
            _host.Tell(problem);
        _host.Tell("shown as it stands there: nothing of it has been verified");
        return inspector.Problems.Count == 0 ? ExitCode.Done : ExitCode.BadInput;
    }
}
