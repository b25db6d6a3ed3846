using System.CommandLine;
using System.CommandLine.Parsing;
using Sgx.Aesm;
using Sgx.Cli.Input;
using Sgx.Cli.Inspection;
using Sgx.Cli.Output;
using Sgx.Quotes;
using Sgx.Simulation;

namespace Sgx.Cli.Commands;

/// <summary><c>sgx quote</c>: has a Report quoted, a given one or that of a simulated enclave.</summary>
internal sealed class QuoteCommand : Command
{
    private readonly CliHost _host;
    private readonly ServiceOptions _service = new();
    private readonly EnclaveOptions _enclave = new();

    private readonly Option<string?> _report =
        TextOption.Path("--report", "FILE", "the Report to quote: 432 bytes, addressed to the quoting enclave");

    private readonly Option<bool> _simulated =
        new("--simulated-enclave") { Description = "quote a Report of a simulated enclave instead" };

    private readonly Option<string?> _stateDir = TextOption.Path(
        "--state-dir", "DIR", "with --simulated-enclave: insist that the service is this simulated platform");

    private readonly Option<string?> _out = TextOption.Path("--out", "FILE", "where to write the quote").Needed();

    public QuoteCommand(CliHost host) : base("quote", "Have a Report quoted by the quoting service of this node")
    {
        _host = host;
        Add(_report);
        Add(_simulated);
        Add(_stateDir);
        Add(_out);
        _enclave.AddTo(this);
        _service.AddTo(this);
        Validators.Add(RequireOneEnclave);
        SetAction(Run);
    }

    private void RequireOneEnclave(CommandResult command)
    {
        var simulated = command.GetValue(_simulated);
        if (simulated == command.GetResult(_report) is not null)
            command.AddError("either --report or --simulated-enclave is needed");
        else if (!simulated && (_enclave.AreGiven(command) || command.GetResult(_stateDir) is not null))
            command.AddError("the options of a simulated enclave need --simulated-enclave");
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        // A Report that cannot be read is told before the service is troubled.
        var given = parsed.GetValue(_report) is { } path ? ReadReport(path) : null;
        var options = _service.Read(parsed);
        var service = new AesmClient(options);
        var quotingEnclave = await service.Initialize(AttestationKeyId.EcdsaP256, cancellation);

        var report = given ?? _enclave.CreateReport(parsed, quotingEnclave.TargetInfo);
        var (quote, _) = await service.GetQuote(new(report, AttestationKeyId.EcdsaP256), cancellation);
        return IsOfPlatformMeant(quote, parsed.GetValue(_stateDir)) ? Write(quote, parsed) : ExitCode.Rejected;
    }

    private Report ReadReport(string path) =>
        InputFile.Parse(_host, path, InputFile.MaxReport, InputFault.Usage, bytes => Report.Parse(bytes));

    private bool IsOfPlatformMeant(Quote quote, string? stateDirectory)
    {
        if (stateDirectory is null || FindRoot(stateDirectory) is not { } root || root.IsClaimedBy(quote))
            return true;

        _host.Tell($"the quoting service is not the platform of {stateDirectory}: its quotes end in another root");
        return false;
    }

    // The directory is for the platform's owner only; whoever may not look still gets his quote.
    private SimulatedRoot? FindRoot(string stateDirectory)
    {
        try
        {
            return new(SimulatedState.Open(stateDirectory));
        }
        catch (SimulatedStateException e) when (e.Failure is SimulatedStateFailure.Inaccessible)
        {
            _host.Tell($"cannot tell whether the service is the platform of {stateDirectory}: {e.Message}");
            return null;
        }
    }

    private int Write(Quote quote, ParseResult parsed)
    {
        var path = parsed.GetRequiredValue(_out)!;
        OutputFile.Write(path, quote.Bytes);
        _host.Tell($"wrote a quote of {quote.Bytes.Length} bytes about enclave {quote.Body.MrEnclave} to {path}");
        return ExitCode.Done;
    }
}
