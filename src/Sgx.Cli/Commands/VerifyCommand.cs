using System.CommandLine;
using System.CommandLine.Parsing;
using Sgx.Cli.Input;
using Sgx.Cli.Output;
using Sgx.Cli.Verification;
using Sgx.Dcap.Certificates;

namespace Sgx.Cli.Commands;

/// <summary><c>sgx verify</c>: is this quote genuine, and is the enclave an acceptable one?</summary>
internal sealed class VerifyCommand : Command
{
    private readonly CliHost _host;
    private readonly PolicyOptions _policy = new();
    private readonly Option<OutputFormat> _output = OutputOption.Create();
    private readonly Option<DateTimeOffset> _time;

    private readonly Argument<string> _quote =
        new("QUOTE") { Description = "the quote's file: raw, hexadecimal or base64; - is standard input" };

    private readonly Option<string?> _collateral =
        TextOption.Path("--collateral", "DIR|FILE", "Intel's word about the platform").Needed();

    private readonly Option<string?> _trustedRoot = TextOption.Path(
        "--trusted-root", "PEM", "trust this root certificate and no other [default: Intel's]");

    private readonly Option<string?> _pckCertificate = TextOption.Path(
        "--pck-certificate", "PEM", "the PCK certificate, alone or with its issuers, of a quote that carries none");

    private readonly Option<bool> _showPpid = new("--show-ppid")
    {
        Description = "show PPID and platform instance id, which tell this machine from all others",
    };

    private readonly Option<bool> _allowMixedRoots = new("--allow-mixed-roots")
    {
        Description = "let the chains end in several issues of one root: same name, same key",
    };

    private readonly Option<bool> _allowSimulatedRoot = new("--allow-simulated-root")
    {
        Description = "on a machine with SGX: let --trusted-root name a simulated one",
    };

    public VerifyCommand(CliHost host) : base("verify", "Verify a quote against collateral, and judge the enclave")
    {
        _host = host;
        _time = TextOption.Create(
            "--time", "TIME", "as of when: Unix seconds, ISO 8601, now", text => TimeText.Parse(text, host.Clock))
            .Needed();
        Add(_quote);
        foreach (var option in (Option[])[_collateral, _pckCertificate, _time, _trustedRoot, _output, _showPpid])
            Add(option);
        _policy.AddTo(this);
        Add(_allowMixedRoots);
        Add(_allowSimulatedRoot);
        Validators.Add(RequireOneFromInput);
        SetAction(parsed => Print(QuoteVerification.Of(Read(parsed), host), parsed.GetValue(_output)));
    }

    /// <summary>Prints the document of a verification that was asked for in the wrong way, if as JSON.</summary>
    public void PrintMisuse(ParseResult parsed, string mistakes)
    {
        if (OutputOption.WantsJson(parsed, _output))
            _host.Print(VerdictDocument.Of(QuoteVerification.Misused(mistakes)), OutputFormat.Json);
    }

    private void RequireOneFromInput(CommandResult command)
    {
        string?[] files =
        [
            command.GetValue(_quote), command.GetValue(_collateral), command.GetValue(_trustedRoot),
            command.GetValue(_pckCertificate), .. _policy.Files(command),
        ];
        if (files.Count(file => file == InputFile.StandardInput) > 1)
            command.AddError("only one file can be read from standard input");
    }

    private VerificationRequest Read(ParseResult parsed) => new()
    {
        Quote = parsed.GetRequiredValue(_quote),
        Collateral = parsed.GetRequiredValue(_collateral)!,
        PckCertificate = parsed.GetValue(_pckCertificate),
        Time = parsed.GetRequiredValue(_time),
        TrustedRoot = parsed.GetValue(_trustedRoot),
        RootMatching = parsed.GetValue(_allowMixedRoots) ? RootMatching.SameKey : RootMatching.SameCertificate,
        Policy = _policy.Read(parsed),
        ShowPpid = parsed.GetValue(_showPpid),
        AllowSimulatedRoot = parsed.GetValue(_allowSimulatedRoot),
    };

    private int Print(QuoteVerification verification, OutputFormat format)
    {
        if (verification.Fault is { } fault)
            _host.Tell(fault.Message);
        if (verification.Fault is null || format is OutputFormat.Json)
            _host.Print(VerdictDocument.Of(verification), format);
        return verification.ExitCode;
    }
}
