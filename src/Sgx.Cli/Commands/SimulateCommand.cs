using System.CommandLine;

namespace Sgx.Cli.Commands;

/// <summary><c>sgx simulate</c>: a platform without hardware, its enclaves and TDs, quotes and collateral.</summary>
internal sealed class SimulateCommand : Command
{
    public SimulateCommand(CliHost host) : base("simulate", "Simulate a platform; what it quotes proves nothing")
    {
        Add(new SimulateInitCommand(host));
        Add(new SimulateReportCommand(host));
        Add(new SimulateTdReportCommand(host));
        Add(new SimulateQuoteCommand(host));
        Add(new SimulateTdQuoteCommand(host));
        Add(new SimulateCollateralCommand(host));
        Add(new SimulateInfoCommand(host));
    }
}
