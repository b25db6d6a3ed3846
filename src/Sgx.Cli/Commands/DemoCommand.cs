using System.CommandLine;
using Sgx.Cli.Demo;

namespace Sgx.Cli.Commands;

/// <summary><c>sgx demo</c>: shows all of it in a few seconds, and leaves nothing behind.</summary>
internal sealed class DemoCommand : Command
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly CliHost _host;

    public DemoCommand(CliHost host) : base("demo", "Watch an enclave get a secret by a quote, and three get none")
    {
        _host = host;
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var demonstration = new Demonstration(_host, DemoPrograms.FindIn(_host.ProgramFolder));
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Deadline);
        try
        {
            return await demonstration.Run(deadline.Token) ? ExitCode.Done : ExitCode.Rejected;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            _host.Tell($"the demo did not end within {Deadline.TotalSeconds:0} s");
            return ExitCode.Rejected;
        }
    }
}
