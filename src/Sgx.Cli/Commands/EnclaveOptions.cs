using System.CommandLine;
using System.Security.Cryptography;
using Sgx.Cli.Input;
using Sgx.Simulation;

namespace Sgx.Cli.Commands;

/// <summary>The options that say which enclave a simulated CPU is to speak for, and what that enclave says.</summary>
internal sealed class EnclaveOptions
{
    private const ushort DefaultProdId = 1;
    private const ushort DefaultSvn = 1;

    private static readonly Measurement DefaultMrEnclave = new(SHA256.HashData("sgx simulated enclave"u8));
    private static readonly Measurement DefaultMrSigner = new(SHA256.HashData("sgx simulated signer"u8));

    private readonly Option<ReadOnlyMemory<byte>?> _reportData = TextOption.Optional(
        "--report-data", "HEX", "what the simulated enclave says: at most 64 bytes, filled up with zeros",
        text => HexText.ParseUpTo(text, ReportBody.ReportDataSize));

    private readonly Option<Measurement?> _mrEnclave = TextOption.Optional(
        "--mr-enclave", "HEX", $"the simulated enclave's measurement [default: {DefaultMrEnclave}]", Measurement.Parse);

    private readonly Option<Measurement?> _mrSigner = TextOption.Optional(
        "--mr-signer", "HEX", $"its signer's measurement [default: {DefaultMrSigner}]", Measurement.Parse);

    private readonly Option<ushort?> _prodId = TextOption.Optional(
        "--prod-id", "N", $"its product id [default: {DefaultProdId}]", NumberText.Parse);

    private readonly Option<ushort?> _svn = TextOption.Optional(
        "--svn", "N", $"its security version [default: {DefaultSvn}]", NumberText.Parse);

    private readonly Option<bool> _debug = new("--debug") { Description = "it is a debug enclave" };

    private IReadOnlyList<Option> All => [_reportData, _mrEnclave, _mrSigner, _prodId, _svn, _debug];

    public void AddTo(Command command)
    {
        foreach (var option in All)
            command.Add(option);
    }

    /// <summary>Whether any of the options was given.</summary>
    public bool AreGiven(System.CommandLine.Parsing.CommandResult command) =>
        All.Any(option => command.GetResult(option) is { Implicit: false });

    /// <summary>The Report that the enclave makes for the target.</summary>
    public Report CreateReport(ParseResult parsed, TargetInfo target) =>
        new SimulatedCpu().CreateReport(Read(parsed), target, parsed.GetValue(_reportData).GetValueOrDefault().Span);

    private EnclaveIdentity Read(ParseResult parsed)
    {
        var enclave = new EnclaveIdentity
        {
            MrEnclave = parsed.GetValue(_mrEnclave) ?? DefaultMrEnclave,
            MrSigner = parsed.GetValue(_mrSigner) ?? DefaultMrSigner,
            IsvProdId = parsed.GetValue(_prodId) ?? DefaultProdId,
            IsvSvn = parsed.GetValue(_svn) ?? DefaultSvn,
        };
        return parsed.GetValue(_debug)
            ? enclave with { Attributes = enclave.Attributes | EnclaveAttributes.Debug }
            : enclave;
    }
}
