using System.Globalization;
using System.Text.Json.Nodes;
using Sgx.Cli.Output;
using Sgx.Dcap;

namespace Sgx.Cli.Verification;

/// <summary>What a verification proved beside its verdict.</summary>
internal static class SupplementalDocument
{
    /// <param name="proven">The facts.</param>
    /// <param name="showsIdentifiers">Whether those are among them that tell this machine from all others.</param>
    public static JsonObject Of(SupplementalData proven, bool showsIdentifiers) => new()
    {
        ["earliestIssueDate"] = Json.Instant(proven.EarliestIssueDate),
        ["latestIssueDate"] = Json.Instant(proven.LatestIssueDate),
        ["earliestExpirationDate"] = Json.Instant(proven.EarliestExpirationDate),
        ["latestExpirationDate"] = Json.Instant(proven.LatestExpirationDate),
        ["tcbEvaluationDataNumber"] = proven.TcbEvaluationDataNumber,
        ["tcbInfoEvaluationDataNumber"] = proven.TcbInfoEvaluationDataNumber,
        ["qeIdentityEvaluationDataNumber"] = proven.QeIdentityEvaluationDataNumber,
        ["rootCaCrlNumber"] = proven.RootCaCrlNumber.ToString(CultureInfo.InvariantCulture),
        ["pckCrlNumber"] = proven.PckCrlNumber.ToString(CultureInfo.InvariantCulture),
        ["rootKeyId"] = Json.Hex(proven.RootKeyId.Span),
        ["ppid"] = showsIdentifiers ? Json.Hex(proven.Ppid.Span) : null,
        ["platformInstanceId"] = showsIdentifiers && proven.PlatformInstanceId is { } id ? Json.Hex(id.Span) : null,
        ["pceId"] = Json.Hex(proven.PceId.Span),
        ["cpuSvn"] = Json.Hex(proven.CpuSvn.Span),
        ["pceSvn"] = proven.PceSvn,
        ["sgxType"] = proven.SgxType,
        ["dynamicPlatform"] = proven.DynamicPlatform,
        ["cachedKeys"] = proven.CachedKeys,
        ["smtEnabled"] = proven.SmtEnabled,
    };
}
