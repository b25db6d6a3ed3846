using System.CommandLine;
using System.CommandLine.Parsing;
using Sgx.Cli.Input;
using Sgx.Cli.Output;
using Sgx.Simulation;

namespace Sgx.Cli.Commands;

/// <summary><c>sgx simulate quote</c>: a quote of an enclave in any version, by a platform that nobody serves.</summary>
internal sealed class SimulateQuoteCommand : Command
{
    private const ushort DefaultVersion = 3;

    private readonly CliHost _host;
    private readonly EnclaveOptions _enclave = new();
    private readonly Option<string?> _stateDir = StateDirOption.Create();

    private readonly Option<string?> _report = TextOption.Path(
        "--report", "FILE", "the Report to quote: 432 bytes [default: that of a simulated enclave]");

    private readonly Option<ushort?> _version = QuoteVersionOption.Create(3, DefaultVersion);

    private readonly Option<string?> _out = TextOption.Path("--out", "FILE", "where to write the quote").Needed();

    public SimulateQuoteCommand(CliHost host) : base("quote", "Quote an enclave on a simulated platform")
    {
        _host = host;
        foreach (var option in (Option[])[_stateDir, _report, _version, _out])
            Add(option);
        _enclave.AddTo(this);
        Validators.Add(RequireOneEnclave);
        SetAction(Run);
    }

    private void RequireOneEnclave(CommandResult command)
    {
        if (command.GetResult(_report) is not null && _enclave.AreGiven(command))
            command.AddError("with --report there is no simulated enclave to have options");
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        using var platform = new SimulatedPlatform(SimulatedState.Open(parsed.GetRequiredValue(_stateDir)!));
        var report = parsed.GetValue(_report) is { } given
            ? InputException.IfMalformed(
                InputFault.Usage, given, () => Report.Parse(InputFile.Read(given, Report.Size)))
            : await CreateReport(parsed, platform, cancellation);

        var quote = platform.QuoteEnclave(report, parsed.GetValue(_version) ?? DefaultVersion);
        var path = parsed.GetRequiredValue(_out)!;
        OutputFile.Write(path, quote.Bytes);
        _host.Tell($"wrote a quote of version {quote.Version} about enclave {quote.Body.MrEnclave} to {path}");
        return ExitCode.Done;
    }

    private async Task<Report> CreateReport(
        ParseResult parsed, SimulatedPlatform platform, CancellationToken cancellation)
    {
        var quotingEnclave = await platform.Initialize(AttestationKeyId.EcdsaP256, cancellation);
        return _enclave.CreateReport(parsed, quotingEnclave.TargetInfo);
    }
}
