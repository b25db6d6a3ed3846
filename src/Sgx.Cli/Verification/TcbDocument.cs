using System.Text.Json.Nodes;
using Sgx.Cli.Output;
using Sgx.Dcap;
using Sgx.Dcap.Collateral;

namespace Sgx.Cli.Verification;

/// <summary>How well patched a platform is, part by part.</summary>
internal static class TcbDocument
{
    public static JsonObject Of(TcbAssessment tcb) => new()
    {
        ["platform"] = Level(tcb.Platform),
        ["quotingEnclave"] = Level(tcb.QuotingEnclave),
        ["tdxModule"] = Level(tcb.TdxModule),
        ["launch"] = Level(tcb.Launch),
        ["current"] = Level(tcb.Current),
    };

    private static JsonObject? Level(TcbLevel? level) => level is null ? null : new()
    {
        ["status"] = $"{level.Status}",
        ["date"] = Json.Instant(level.Date),
        ["advisoryIds"] = Json.Array(level.AdvisoryIds.Select(id => (JsonNode?)id)),
    };
}
