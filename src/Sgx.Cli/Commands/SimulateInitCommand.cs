using System.CommandLine;
using System.Security.Cryptography;
using Sgx.Cli.Input;
using Sgx.Cli.Output;
using Sgx.Simulation;

namespace Sgx.Cli.Commands;

/// <summary><c>sgx simulate init</c>: makes a platform; doing so again changes nothing.</summary>
internal sealed class SimulateInitCommand : Command
{
    private readonly CliHost _host;
    private readonly Option<string?> _stateDir = StateDirOption.Create();

    private readonly Option<string?> _seedFile = TextOption.Path(
        "--seed-file", "FILE", "the platform's secret, 64 hexadecimal digits in a file of mode 600, or - for standard "
        + "input; nodes of one seed are one platform [default: random]");

    private readonly Option<string?> _seed = Withdrawn();

    private readonly Option<PckCa?> _ca = TextOption.Optional(
        "--ca", "platform|processor", "which CA certifies it [default: platform]", ChoiceText.Parse<PckCa>);

    private readonly Option<ReadOnlyMemory<byte>?> _fmspc = TextOption.Optional(
        "--fmspc", "HEX", "the family of machines it belongs to, 6 bytes",
        text => HexText.Parse(text, SimulatedPlatformOptions.FmspcSize));

    private readonly Option<ushort?> _qeSvn = TextOption.Optional(
        "--qe-svn", "N", "security version of its quoting enclave", NumberText.Parse);

    private readonly Option<TdxTcb?> _tdxTcb = TextOption.Optional(
        "--tdx-tcb", "HEX", "SVN of its TDX module, the module's version, SVN of its microcode "
        + $"[default: {TdxTcb.Default}]", TdxTcb.Parse);

    private readonly Option<ushort?> _tdqeSvn = TextOption.Optional(
        "--tdqe-svn", "N", "security version of its TD quoting enclave", NumberText.Parse);

    public SimulateInitCommand(CliHost host) : base("init", "Make a simulated platform")
    {
        _host = host;
        foreach (var option in (Option[])[_stateDir, _seedFile, _seed, _ca, _fmspc, _qeSvn, _tdxTcb, _tdqeSvn])
            Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var directory = parsed.GetRequiredValue(_stateDir)!;
        var platform = SimulatedState.Init(directory, Read(parsed, Existing(directory)));
        _host.Tell($"simulated platform {Json.Hex(platform.Fmspc.Span)} in {directory}");
        return ExitCode.Done;
    }

    // What is not said stays as it is where there is a platform already, so that a second time is no conflict.
    private SimulatedPlatformOptions Read(ParseResult parsed, SimulatedPlatformOptions? existing)
    {
        var seed = (parsed.GetValue(_seedFile) is { } file ? SeedFile.Read(_host, file) : null) ?? existing?.Seed
            ?? RandomNumberGenerator.GetBytes(SimulatedPlatformOptions.SeedSize);
        var platform = existing ?? new() { Seed = seed };
        return platform with
        {
            Seed = seed,
            Ca = parsed.GetValue(_ca) ?? platform.Ca,
            Fmspc = parsed.GetValue(_fmspc) ?? platform.Fmspc,
            QeIsvSvn = parsed.GetValue(_qeSvn) ?? platform.QeIsvSvn,
            Tdx = parsed.GetValue(_tdxTcb) ?? platform.Tdx,
            TdqeIsvSvn = parsed.GetValue(_tdqeSvn) ?? platform.TdqeIsvSvn,
        };
    }

    // Scripts have it from earlier versions; the value is not repeated.
    private static Option<string?> Withdrawn()
    {
        var option = TextOption.Create<string?>("--seed", "HEX", "withdrawn", _ => throw new FormatException(
            "every user of this machine can read a seed on the command line; write it to a file of mode 600 and name "
            + "that by --seed-file FILE, or give it to standard input by --seed-file -"));
        option.Hidden = true;
        return option;
    }

    private static SimulatedPlatformOptions? Existing(string directory)
    {
        try
        {
            return SimulatedState.Open(directory);
        }
        catch (SimulatedStateException e) when (e.Failure is SimulatedStateFailure.Missing)
        {
            return null;
        }
    }
}
