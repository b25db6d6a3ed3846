using System.CommandLine;
using System.Text.Json.Nodes;
using Sgx.Cli.Input;
using Sgx.Cli.Inspection;
using Sgx.Cli.Output;
using Sgx.Simulation;

namespace Sgx.Cli.Commands;

/// <summary><c>sgx simulate info</c>: who the platform is, without its secret.</summary>
internal sealed class SimulateInfoCommand : Command
{
    private readonly CliHost _host;
    private readonly Option<string?> _stateDir = StateDirOption.Create();
    private readonly Option<OutputFormat> _output = OutputOption.Create();

    public SimulateInfoCommand(CliHost host) : base("info", "Say who a simulated platform is")
    {
        _host = host;
        Add(_stateDir);
        Add(_output);
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        using var platform = new SimulatedPlatform(SimulatedState.Open(parsed.GetRequiredValue(_stateDir)!));
        _host.Print(await Describe(platform, cancellation), parsed.GetValue(_output));
        return ExitCode.Done;
    }

    private static async Task<JsonObject> Describe(SimulatedPlatform platform, CancellationToken cancellation)
    {
        var options = platform.Options;
        return new()
        {
            ["simulated"] = true,
            ["fmspc"] = Json.Hex(options.Fmspc.Span),
            ["ca"] = ChoiceText.Kebab(options.Ca),
            ["tcbComponents"] = Json.Array(options.Tcb.ComponentSvns.Select(svn => (JsonNode)svn)),
            ["pceSvn"] = options.Tcb.PceSvn,
            ["quotingEnclave"] = await DescribeQuotingEnclave(platform, cancellation),
            ["tdxTcb"] = options.Tdx.ToString(),
            ["tdQuotingEnclave"] = new JsonObject { ["isvSvn"] = options.TdqeIsvSvn },
            ["root"] = new SimulatedRoot(options).Describe(),
        };
    }

    private static async Task<JsonObject> DescribeQuotingEnclave(
        SimulatedPlatform platform, CancellationToken cancellation)
    {
        var key = (await platform.GetAttestationKeyIds(cancellation))[0];
        var enclave = await platform.Initialize(key, cancellation);
        return new()
        {
            ["mrEnclave"] = enclave.TargetInfo.MrEnclave.ToString(),
            ["mrSigner"] = key.MrSigner.ToString(),
            ["isvProdId"] = key.ProdId,
            ["isvSvn"] = platform.Options.QeIsvSvn,
            ["keyId"] = Json.Hex(enclave.PublicKeyId.Span),
        };
    }
}
