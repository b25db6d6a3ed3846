using System.CommandLine;
using Sgx.Aesm;
using Sgx.Cli.Input;
using Sgx.Cli.Output;

namespace Sgx.Cli.Commands;

/// <summary><c>sgx target-info</c>: asks the service whom to address Reports to.</summary>
internal sealed class TargetInfoCommand : Command
{
    private readonly CliHost _host;
    private readonly ServiceOptions _service = new();

    private readonly Option<string?> _out =
        TextOption.Path("--out", "FILE", "where to write the target info of the quoting enclave: 512 bytes").Needed();

    public TargetInfoCommand(CliHost host) : base("target-info", "Ask the quoting service whom to address Reports to")
    {
        _host = host;
        Add(_out);
        _service.AddTo(this);
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var service = new AesmClient(_service.Read(parsed));
        var enclave = await service.Initialize(AttestationKeyId.EcdsaP256, cancellation);

        var path = parsed.GetRequiredValue(_out)!;
        OutputFile.Write(path, enclave.TargetInfo.Bytes);
        _host.Tell($"wrote the target info of quoting enclave {enclave.TargetInfo.MrEnclave} to {path}");
        return ExitCode.Done;
    }
}
