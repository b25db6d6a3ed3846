using System.CommandLine;

namespace Sgx.Cli.Commands;

/// <summary><c>sgx demo</c>.</summary>
internal sealed class DemoCommand : Command
{
    public DemoCommand(CliHost host) : base("demo", "d") => SetAction(_ => host.Error.Flush());
}
