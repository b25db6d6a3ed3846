using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Sgx.Cli.Input;
using Sgx.Cli.Output;
using Sgx.Cli.Platforms;
using Sgx.Dcap;

namespace Sgx.Cli.Commands;

/// <summary><c>sgx platforms export</c>: a list of the platforms that PCK certificates are of.</summary>
internal sealed class PlatformsExportCommand : Command
{
    private readonly CliHost _host;
    private readonly Option<DateTimeOffset?> _time;

    private readonly Argument<string[]> _files = new("FILE")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "PCK certificates in PEM, alone or with their issuers, or quotes that carry them; "
            + "of a quote the certificate alone is looked at, not its signature",
    };

    private readonly Option<string?> _collateral = TextOption.Path(
        "--collateral", "DIR|FILE", "verify the certificates by this collateral of their kind of platform");

    private readonly Option<string?> _trustedRoot = TextOption.Path(
        "--trusted-root", "PEM", "trust this root certificate and no other [default: Intel's]");

    private readonly Option<bool> _allowSimulatedRoot = new("--allow-simulated-root")
    {
        Description = "on a machine with SGX: let --trusted-root name a simulated one",
    };

    private readonly Option<string?> _out = TextOption.Path(
        "--out", "FILE", "where to write the list [default: stdout]");

    public PlatformsExportCommand(CliHost host)
        : base("export", "Write the list of platforms that a policy allows, from their PCK certificates")
    {
        _host = host;
        _time = TextOption.Optional(
            "--time", "TIME", "as of when to verify [default: now]", text => TimeText.Parse(text, host.Clock));
        Add(_files);
        foreach (var option in (Option[])[_collateral, _time, _trustedRoot, _allowSimulatedRoot, _out])
            Add(option);
        Validators.Add(RequireCollateral);
        SetAction(Run);
    }

    private void RequireCollateral(CommandResult command)
    {
        if (command.GetValue(_collateral) is not null)
            return;
        if (command.GetValue(_trustedRoot) is not null || command.GetValue(_time) is not null)
            command.AddError("--trusted-root and --time need --collateral: without it nothing is verified");
    }

    private int Run(ParseResult parsed)
    {
        var export = new PlatformExport(
            _host, ReadProof(parsed), parsed.GetValue(_time) ?? _host.Clock.GetUtcNow());
        foreach (var file in parsed.GetRequiredValue(_files))
            export.Add(file);
        if (export.Refusals is [_, ..] refusals)
            return Refuse(refusals);

        Write(export, parsed.GetValue(_out));
        if (!export.IsVerified)
            _host.Tell(
                "not verified: whoever made the files chose what is on the list; --collateral proves them genuine");
        return ExitCode.Done;
    }

    private PreparedCollateral? ReadProof(ParseResult parsed)
    {
        if (parsed.GetValue(_collateral) is not { } collateral)
            return null;
        var root = parsed.GetValue(_trustedRoot);
        var anchor = TrustedRootFile.Read(root, parsed.GetValue(_allowSimulatedRoot), _host);
        return new QuoteVerifier(anchor).Prepare(CollateralInput.Read(_host, collateral));
    }

    private int Refuse(IReadOnlyList<string> refusals)
    {
        foreach (var refusal in refusals)
            _host.Tell(refusal);
        return ExitCode.Rejected;
    }

    private void Write(PlatformExport export, string? path)
    {
        if (path is null)
            _host.Print(export.ToDocument(), OutputFormat.Json);
        else
            OutputFile.WritePrivate(path, Encoding.UTF8.GetBytes(Document.ToJson(export.ToDocument()) + "\n"));
    }
}
