using System.CommandLine;
using Sgx.Cli.Input;
using Sgx.Cli.Output;
using Sgx.Simulation;

namespace Sgx.Cli.Commands;

/// <summary><c>sgx simulate td-report</c>: the TDREPORT of a simulated trust domain.</summary>
internal sealed class SimulateTdReportCommand : Command
{
    private readonly CliHost _host;
    private readonly TdOptions _td = new();

    private readonly Option<string?> _stateDir = TextOption.Path(
        "--state-dir", "DIR", "the simulated platform that it runs on [default: any whose TDX is as new as most]");

    private readonly Option<string?> _out =
        TextOption.Path("--out", "FILE", "where to write the TDREPORT: 1024 bytes").Needed();

    public SimulateTdReportCommand(CliHost host) : base("td-report", "Make the TDREPORT of a simulated trust domain")
    {
        _host = host;
        Add(_stateDir);
        Add(_out);
        _td.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var tcb = parsed.GetValue(_stateDir) is { } directory ? SimulatedState.Open(directory).Tdx : TdxTcb.Default;
        var report = _td.CreateReport(parsed, tcb);
        var path = parsed.GetRequiredValue(_out)!;
        OutputFile.Write(path, report.Bytes);
        _host.Tell($"wrote the TDREPORT of a simulated trust domain to {path}");
        return ExitCode.Done;
    }
}
