using System.CommandLine;
using Sgx.Cli.Input;
using Sgx.Dcap;
using Sgx.Dcap.Collateral;
using Sgx.Simulation;

namespace Sgx.Cli.Commands;

/// <summary><c>sgx simulate collateral</c>: what Intel would say of the platform, with a fault or without.</summary>
internal sealed class SimulateCollateralCommand : Command
{
    private static readonly string Faults =
        string.Join('|', Enum.GetValues<CollateralFault>().Except([CollateralFault.None]).Select(ChoiceText.Kebab));

    private readonly CliHost _host;
    private readonly Option<DateTimeOffset?> _time;
    private readonly Option<string?> _stateDir = StateDirOption.Create();

    private readonly Option<string?> _out =
        TextOption.Path("--out", "DIR", "folder to write, the trusted root included").Needed();

    private readonly Option<IReadOnlyList<CollateralFault>> _fault = TextOption.Create(
        "--fault", Faults, "what is to be wrong with it; several with commas", ChoiceText.ParseList<CollateralFault>);

    private readonly Option<TcbStatus?> _tcbStatus = TextOption.Optional(
        "--tcb-status", "STATUS", "the status of the platform's TCB [default: UpToDate]", ChoiceText.Parse<TcbStatus>);

    public SimulateCollateralCommand(CliHost host) : base("collateral", "Issue the collateral of a simulated platform")
    {
        _host = host;
        _time = TextOption.Optional(
            "--time", "TIME", "when it is to be current [default: now]", text => TimeText.Parse(text, host.Clock));
        foreach (var option in (Option[])[_stateDir, _out, _time, _fault, _tcbStatus])
            Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var intel = new SimulatedIntel(SimulatedState.Open(parsed.GetRequiredValue(_stateDir)!));
        var collateral = Issue(intel, parsed);

        var folder = parsed.GetRequiredValue(_out)!;
        CollateralFolder.Write(folder, collateral, intel.TrustedRootPem);
        _host.Tell($"wrote the collateral of the simulated platform, and its root, to {folder}");
        return ExitCode.Done;
    }

    private QuoteCollateral Issue(SimulatedIntel intel, ParseResult parsed)
    {
        var options = new CollateralOptions
        {
            PlatformStatus = parsed.GetValue(_tcbStatus) ?? TcbStatus.UpToDate,
            Fault = (parsed.GetValue(_fault) ?? []).Aggregate(CollateralFault.None, (all, fault) => all | fault),
        };
        try
        {
            return intel.IssueCollateral(parsed.GetValue(_time) ?? _host.Clock.GetUtcNow(), options);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new InputException(InputFault.Usage, $"--time: {e.Message}", e);
        }
    }
}
