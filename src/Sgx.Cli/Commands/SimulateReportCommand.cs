using System.CommandLine;
using Sgx.Cli.Input;
using Sgx.Cli.Output;

namespace Sgx.Cli.Commands;

/// <summary><c>sgx simulate report</c>: EREPORT by a simulated enclave. It takes no platform.</summary>
internal sealed class SimulateReportCommand : Command
{
    private readonly CliHost _host;
    private readonly EnclaveOptions _enclave = new();

    private readonly Option<string?> _targetInfo = TextOption.Path(
        "--target-info", "FILE", "whom the Report is for: the 512 bytes of sgx target-info").Needed();

    private readonly Option<string?> _out =
        TextOption.Path("--out", "FILE", "where to write the Report: 432 bytes").Needed();

    public SimulateReportCommand(CliHost host) : base("report", "Make the Report of a simulated enclave")
    {
        _host = host;
        Add(_targetInfo);
        Add(_out);
        _enclave.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var target = InputFile.Parse(
            _host, parsed.GetRequiredValue(_targetInfo)!, InputFile.MaxReport, InputFault.Usage,
            bytes => TargetInfo.Parse(bytes));

        var report = _enclave.CreateReport(parsed, target);
        var path = parsed.GetRequiredValue(_out)!;
        OutputFile.Write(path, report.Bytes);
        _host.Tell($"wrote the Report of simulated enclave {report.Body.MrEnclave} to {path}");
        return ExitCode.Done;
    }
}
