using System.CommandLine;

namespace Sgx.Cli.Commands;

/// <summary><c>sgx platforms</c>: the machines that one knows.</summary>
internal sealed class PlatformsCommand : Command
{
    public PlatformsCommand(CliHost host) : base("platforms", "Lists of known platforms, for policies") =>
        Add(new PlatformsExportCommand(host));
}
