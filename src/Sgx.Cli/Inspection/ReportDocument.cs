using System.Text.Json.Nodes;
using Sgx.Cli.Output;

namespace Sgx.Cli.Inspection;

/// <summary>Every field of a Report or a target info, as it stands there.</summary>
internal static class ReportDocument
{
    public static JsonObject Of(Report report) => new()
    {
        ["size"] = Report.Size,
        ["body"] = ReportBodyDocument.Of(report.Body),
        ["keyId"] = Json.Hex(report.KeyId),
        ["mac"] = Json.Hex(report.Mac),
    };

    public static JsonObject Of(TargetInfo target) => new()
    {
        ["size"] = TargetInfo.Size,
        ["mrEnclave"] = target.MrEnclave.ToString(),
        ["attributes"] = $"{(ulong)target.Attributes:x16}",
        ["flags"] = target.Attributes.ToString(),
        ["xfrm"] = $"{target.Xfrm:x16}",
        ["configSvn"] = target.ConfigSvn,
        ["miscSelect"] = $"{target.MiscSelect:x8}",
        ["configId"] = Json.Hex(target.ConfigId),
    };
}
