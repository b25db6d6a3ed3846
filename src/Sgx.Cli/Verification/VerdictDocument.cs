using System.Text.Json.Nodes;
using Sgx.Cli.Inspection;
using Sgx.Cli.Output;
using Sgx.Dcap;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Quotes;

namespace Sgx.Cli.Verification;

/// <summary>What <c>sgx verify</c> prints: every member always there, in this order; see docs/cli.md.</summary>
internal static class VerdictDocument
{
    public static JsonObject Of(QuoteVerification verification)
    {
        var verified = verification.Verdict as QuoteVerdict.Verified;
        var (reason, detail) = WhyNot(verification);
        return new()
        {
            ["verdict"] = verified is null ? "rejected" : "verified",
            ["acceptable"] = verification.IsAcceptable,
            ["mismatches"] = Json.Array(verification.Policy?.Mismatches.Select(Mismatch) ?? []),
            ["reason"] = reason,
            ["detail"] = detail,
            ["tcbStatus"] = verified?.TcbStatus.ToString(),
            ["advisoryIds"] = Json.Array(verified?.AdvisoryIds.Select(id => (JsonNode?)id) ?? []),
            ["tcbDate"] = verified is null ? null : Json.Instant(verified.TcbDate),
            ["collateralExpired"] = verified is { CollateralExpired: true },
            ["fmspc"] = verified?.Fmspc,
            ["quote"] = verification.Quote is { } quote ? Claims(quote) : null,
            ["simulated"] = verified?.Root.IsSimulated ?? SaysSimulated(verification),
            ["root"] = verified is null ? Root(verification.Anchor) : Root(verified.Root),
            ["time"] = verification.Request is { } request ? Json.Instant(request.Time) : null,
            ["notCurrent"] = Json.Array(verified?.NotCurrent.Select(Period) ?? []),
        };
    }

    // Of a quote that is not believed it is a hint, and the one that its reader needs.
    private static bool SaysSimulated(QuoteVerification verification) =>
        verification.Anchor is { IsSimulated: true }
        || (verification.Quote is { } quote && PckCertificate.SaysSimulated(quote));

    private static (string? Reason, string? Detail) WhyNot(QuoteVerification verification) => verification switch
    {
        { Fault: { } fault } => ($"{fault.Fault}", fault.Message),
        { Verdict: QuoteVerdict.Rejected rejected } => ($"{rejected.Reason}", rejected.Detail),
        _ => (null, null),
    };

    private static JsonObject Mismatch(PolicyMismatch mismatch) => new()
    {
        ["field"] = mismatch.Field,
        ["expected"] = mismatch.Expected,
        ["found"] = mismatch.Found,
    };

    private static JsonObject Claims(Quote quote) => quote.IsTd ? TdClaims(quote) : EnclaveClaims(quote);

    private static JsonObject TdClaims(Quote quote)
    {
        var claims = new JsonObject { ["version"] = quote.Version, ["teeType"] = (uint)quote.TeeType };
        return TdReportBodyDocument.AddTo(claims, quote.TdBody);
    }

    private static JsonObject EnclaveClaims(Quote quote) => new()
    {
        ["version"] = quote.Version,
        ["teeType"] = (uint)quote.TeeType,
        ["mrEnclave"] = quote.Body.MrEnclave.ToString(),
        ["mrSigner"] = quote.Body.MrSigner.ToString(),
        ["isvProdId"] = quote.Body.IsvProdId,
        ["isvSvn"] = quote.Body.IsvSvn,
        ["debug"] = quote.Body.IsDebug,
        ["reportData"] = Json.Hex(quote.Body.ReportData),
    };

    private static JsonObject? Root(TrustAnchor? anchor) =>
        anchor is null ? null : Root(anchor.Subject, anchor.Sha256, anchor.IsIntel);

    private static JsonObject Root(RootCertificate root) => Root(root.Subject, root.Sha256, root.IsIntel);

    private static JsonObject Root(string subject, string? sha256, bool isIntel) => new()
    {
        ["subject"] = subject,
        ["sha256"] = sha256,
        ["intel"] = isIntel,
    };

    private static JsonObject Period(ValidityPeriod period) => new()
    {
        ["name"] = period.Name,
        ["from"] = Json.Instant(period.From),
        ["until"] = Json.Instant(period.Until),
    };
}
