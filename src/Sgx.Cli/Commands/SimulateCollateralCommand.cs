using System.CommandLine;
using Sgx.Cli.Input;
using Sgx.Dcap;
using Sgx.Dcap.Collateral;
using Sgx.Quotes;
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

    private readonly Option<TeeType?> _tee = TextOption.Optional(
        "--tee", "sgx|tdx", "whose quotes it is for [default: sgx]", ChoiceText.Parse<TeeType>);

    private readonly Option<TcbStatus?> _qeStatus = TextOption.Optional(
        "--qe-status", "STATUS", "of the quoting enclave: UpToDate, OutOfDate or Revoked [default: UpToDate]",
        ChoiceText.Parse<TcbStatus>);

    private readonly Option<TcbStatus?> _moduleStatus = TextOption.Optional(
        "--tdx-module-status", "STATUS", "of the TDX module: UpToDate, OutOfDate or Revoked [default: UpToDate]",
        ChoiceText.Parse<TcbStatus>);

    private readonly Option<ushort?> _tcbInfoVersion = TextOption.Optional(
        "--tcb-info-version", "2|3", "version of the TCB info; 2 is of SGX alone [default: 3]", NumberText.Parse);

    public SimulateCollateralCommand(CliHost host) : base("collateral", "Issue the collateral of a simulated platform")
    {
        _host = host;
        _time = TextOption.Optional(
            "--time", "TIME", "when it is to be current [default: now]", text => TimeText.Parse(text, host.Clock));
        Option[] options =
            [_stateDir, _out, _time, _tee, _fault, _tcbStatus, _qeStatus, _moduleStatus, _tcbInfoVersion];
        foreach (var option in options)
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
            Tee = parsed.GetValue(_tee) ?? TeeType.Sgx,
            TcbInfoVersion = parsed.GetValue(_tcbInfoVersion) ?? 3,
            PlatformStatus = parsed.GetValue(_tcbStatus) ?? TcbStatus.UpToDate,
            QuotingEnclaveStatus = parsed.GetValue(_qeStatus) ?? TcbStatus.UpToDate,
            TdxModuleStatus = parsed.GetValue(_moduleStatus) ?? TcbStatus.UpToDate,
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
        catch (ArgumentException e)
        {
            throw new InputException(InputFault.Usage, e.Message, e);
        }
    }
}
