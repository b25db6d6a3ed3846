using System.Text.Json.Nodes;
using Sgx.Cli.Output;

namespace Sgx.Cli.Inspection;

/// <summary>Every field of a report body, as it stands there.</summary>
internal static class ReportBodyDocument
{
    public static JsonObject Of(ReportBody body) => new()
    {
        ["cpuSvn"] = Json.Hex(body.CpuSvn),
        ["miscSelect"] = $"{body.MiscSelect:x8}",
        ["isvExtProdId"] = Json.Hex(body.IsvExtProdId),
        ["attributes"] = $"{(ulong)body.Attributes:x16}",
        ["flags"] = body.Attributes.ToString(),
        ["xfrm"] = $"{body.Xfrm:x16}",
        ["mrEnclave"] = body.MrEnclave.ToString(),
        ["mrSigner"] = body.MrSigner.ToString(),
        ["configId"] = Json.Hex(body.ConfigId),
        ["isvProdId"] = body.IsvProdId,
        ["isvSvn"] = body.IsvSvn,
        ["configSvn"] = body.ConfigSvn,
        ["isvFamilyId"] = Json.Hex(body.IsvFamilyId),
        ["debug"] = body.IsDebug,
        ["reportData"] = Json.Hex(body.ReportData),
    };
}
