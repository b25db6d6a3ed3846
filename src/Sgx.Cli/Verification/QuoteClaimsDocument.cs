using System.Text.Json.Nodes;
using Sgx.Cli.Inspection;
using Sgx.Cli.Output;
using Sgx.Quotes;

namespace Sgx.Cli.Verification;

/// <summary>What a quote says, as <c>sgx verify</c> prints it: to be believed only when it is verified.</summary>
internal static class QuoteClaimsDocument
{
    public static JsonObject Of(Quote quote) => new()
    {
        ["version"] = quote.Version,
        ["teeType"] = (uint)quote.TeeType,
        ["mrEnclave"] = quote.IsTd ? null : quote.Body.MrEnclave.ToString(),
        ["mrSigner"] = quote.IsTd ? null : quote.Body.MrSigner.ToString(),
        ["isvProdId"] = quote.IsTd ? null : quote.Body.IsvProdId,
        ["isvSvn"] = quote.IsTd ? null : quote.Body.IsvSvn,
        ["debug"] = quote.IsTd ? quote.TdBody.IsDebug : quote.Body.IsDebug,
        ["reportData"] = Json.Hex(quote.IsTd ? quote.TdBody.ReportData : quote.Body.ReportData),
        ["bodyType"] = $"{quote.BodyType}",
        ["reportBody"] = quote.IsTd ? null : ReportBodyDocument.Of(quote.Body),
        ["tdReportBody"] = quote.IsTd ? TdReportBodyDocument.Of(quote.TdBody) : null,
    };
}
