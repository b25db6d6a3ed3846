using System.CommandLine;
using System.CommandLine.Parsing;
using Sgx.Cli.Input;
using Sgx.Cli.Verification;

namespace Sgx.Cli.Commands;

/// <summary>The options that say which enclaves, and which platforms, are acceptable.</summary>
internal sealed class PolicyOptions
{
    private readonly Option<string[]> _files = new("--policy")
    {
        HelpName = "FILE",
        Description = "the policy, as JSON; may be given several times, for several parts",
    };

    private readonly Option<Measurement?> _mrEnclave = TextOption.Optional(
        "--mr-enclave", "HEX", "only this enclave", Measurement.Parse);

    private readonly Option<Measurement?> _mrSigner = TextOption.Optional(
        "--mr-signer", "HEX", "only enclaves of this signer", Measurement.Parse);

    private readonly Option<ushort?> _prodId = TextOption.Optional(
        "--prod-id", "N", "only this product of the signer's", NumberText.Parse);

    private readonly Option<ushort?> _minSvn = TextOption.Optional(
        "--min-svn", "N", "only this security version and later ones", NumberText.Parse);

    private readonly Option<IReadOnlyList<AcceptedStatus>> _accept = TextOption.Create(
        PolicyRequest.AcceptOption, "STATUS[:ADVISORY+…],…",
        "TCB statuses to accept beside UpToDate, with any advisory or with none but these; never Revoked",
        AcceptText.Parse);

    private readonly Option<bool> _allowDebug = new(PolicyRequest.DebugOption)
    {
        Description = "accept debug enclaves and TDs, which keep no secret",
    };

    private readonly Option<bool> _allowExpired = new(PolicyRequest.ExpiredOption)
    {
        Description = "accept the word of collateral that has run out, or does not hold yet",
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])
            [_files, _mrEnclave, _mrSigner, _prodId, _minSvn, _accept, _allowDebug, _allowExpired])
            command.Add(option);
    }

    /// <summary>The files that policies are read from.</summary>
    public string[] Files(CommandResult command) => command.GetValue(_files) ?? [];

    public PolicyRequest Read(ParseResult parsed) => new()
    {
        Files = parsed.GetValue(_files) ?? [],
        MrEnclave = parsed.GetValue(_mrEnclave),
        MrSigner = parsed.GetValue(_mrSigner),
        IsvProdId = parsed.GetValue(_prodId),
        MinimumIsvSvn = parsed.GetValue(_minSvn),
        Accepted = parsed.GetValue(_accept) ?? [],
        AllowDebug = parsed.GetValue(_allowDebug),
        AllowExpiredCollateral = parsed.GetValue(_allowExpired),
    };
}
