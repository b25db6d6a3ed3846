using System.CommandLine;
using System.CommandLine.Parsing;
using Sgx.Cli.Input;
using Sgx.Cli.Output;
using Sgx.Quotes;
using Sgx.Simulation;

namespace Sgx.Cli.Commands;

/// <summary><c>sgx simulate td-quote</c>: a quote of a trust domain by a simulated platform.</summary>
internal sealed class SimulateTdQuoteCommand : Command
{
    private const ushort DefaultVersion = 4;

    private readonly CliHost _host;
    private readonly TdOptions _td = new();
    private readonly Option<string?> _stateDir = StateDirOption.Create();

    private readonly Option<string?> _report = TextOption.Path(
        "--td-report", "FILE", "the TDREPORT to quote: 1024 bytes [default: that of a simulated TD]");

    private readonly Option<ushort?> _version = QuoteVersionOption.Create(4, DefaultVersion);

    private readonly Option<bool> _tdx10 =
        new("--tdx-1.0") { Description = "with version 5: the body of TDX 1.0, not that of TDX 1.5" };

    private readonly Option<string?> _out = TextOption.Path("--out", "FILE", "where to write the quote").Needed();

    public SimulateTdQuoteCommand(CliHost host) : base("td-quote", "Quote a trust domain on a simulated platform")
    {
        _host = host;
        foreach (var option in (Option[])[_stateDir, _report, _version, _tdx10, _out])
            Add(option);
        _td.AddTo(this);
        Validators.Add(RequireOneTd);
        SetAction(Run);
    }

    private void RequireOneTd(CommandResult command)
    {
        if (command.GetResult(_report) is not null && _td.AreGiven(command))
            command.AddError("with --td-report there is no simulated TD to have options");
    }

    private int Run(ParseResult parsed)
    {
        using var platform = new SimulatedPlatform(SimulatedState.Open(parsed.GetRequiredValue(_stateDir)!));
        var report = parsed.GetValue(_report) is { } given
            ? InputException.IfMalformed(
                InputFault.Usage, given, () => TdReport.Parse(InputFile.Read(given, TdReport.Size)))
            : _td.CreateReport(parsed, platform.Options.Tdx);

        var version = parsed.GetValue(_version) ?? DefaultVersion;
        var isTdx15 = version > DefaultVersion && !parsed.GetValue(_tdx10);
        var quote = platform.QuoteTd(report, version, isTdx15 ? QuoteBodyType.Td15 : QuoteBodyType.Td10);
        var path = parsed.GetRequiredValue(_out)!;
        OutputFile.Write(path, quote.Bytes);
        _host.Tell($"wrote a quote of version {quote.Version} about a trust domain to {path}");
        return ExitCode.Done;
    }
}
