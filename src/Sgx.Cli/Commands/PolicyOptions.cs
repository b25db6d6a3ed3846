using System.CommandLine;
using Sgx.Cli.Input;
using Sgx.Dcap;

namespace Sgx.Cli.Commands;

/// <summary>The options that say which enclaves, and which platforms, are acceptable.</summary>
internal sealed class PolicyOptions
{
    private readonly Option<Measurement?> _mrEnclave = TextOption.Optional(
        "--mr-enclave", "HEX", "only this enclave", Measurement.Parse);

    private readonly Option<Measurement?> _mrSigner = TextOption.Optional(
        "--mr-signer", "HEX", "only enclaves of this signer", Measurement.Parse);

    private readonly Option<ushort?> _prodId = TextOption.Optional(
        "--prod-id", "N", "only this product of the signer's", NumberText.Parse);

    private readonly Option<ushort?> _minSvn = TextOption.Optional(
        "--min-svn", "N", "only this security version and later ones", NumberText.Parse);

    private readonly Option<IReadOnlyList<TcbStatus>> _accept = TextOption.Create(
        "--accept", "STATUS,…", "TCB statuses to accept beside UpToDate", ParseStatuses);

    private readonly Option<bool> _allowDebug =
        new("--allow-debug") { Description = "accept debug enclaves, which keep no secret" };

    private readonly Option<bool> _allowExpired =
        new("--allow-expired-collateral") { Description = "accept the word of collateral that has run out" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_mrEnclave, _mrSigner, _prodId, _minSvn, _accept, _allowDebug, _allowExpired])
            command.Add(option);
    }

    // A quote of a revoked platform is rejected, whatever anybody accepts.
    private static IReadOnlyList<TcbStatus> ParseStatuses(string text) =>
        [.. ChoiceText.ParseList<TcbStatus>(text).Where(status => status is not TcbStatus.Revoked)];

    public EnclavePolicy Read(ParseResult parsed)
    {
        var strict = new EnclavePolicy();
        return strict with
        {
            MrEnclave = parsed.GetValue(_mrEnclave),
            MrSigner = parsed.GetValue(_mrSigner),
            IsvProdId = parsed.GetValue(_prodId),
            MinimumIsvSvn = parsed.GetValue(_minSvn),
            AcceptedTcbStatuses = strict.AcceptedTcbStatuses.Union(parsed.GetValue(_accept) ?? []).ToHashSet(),
            AllowDebug = parsed.GetValue(_allowDebug),
            AllowExpiredCollateral = parsed.GetValue(_allowExpired),
        };
    }
}
