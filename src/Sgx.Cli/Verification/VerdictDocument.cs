using System.Text.Json.Nodes;
using Sgx.Cli.Output;
using Sgx.Dcap;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Dcap.Policy;

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
            ["mismatches"] = Json.Array(verification.Judgement?.Mismatches.Select(Mismatch) ?? []),
            ["reason"] = reason,
            ["detail"] = detail,
            ["tcbStatus"] = verified?.TcbStatus.ToString(),
            ["advisoryIds"] = Json.Array(verified?.AdvisoryIds.Select(id => (JsonNode?)id) ?? []),
            ["tcbDate"] = verified is null ? null : Json.Instant(verified.TcbDate),
            ["collateralExpired"] = verified is { CollateralExpired: true },
            ["fmspc"] = verified?.Fmspc,
            ["quote"] = verification.Quote is { } quote ? QuoteClaimsDocument.Of(quote) : null,
            ["simulated"] = verified?.Root.IsSimulated ?? SaysSimulated(verification),
            ["root"] = verified is null ? Root(verification.Anchor) : Root(verified.Root),
            ["time"] = verification.Request is { } request ? Json.Instant(request.Time) : null,
            ["notCurrent"] = Json.Array(verified?.NotCurrent.Select(Period) ?? []),
            ["qvResult"] = QvResult(verification.Verdict),
            ["quote3Error"] = Quote3Error(verification.Verdict),
            ["platformBinding"] = Binding(verification),
            ["tcb"] = verified is null ? null : TcbDocument.Of(verified.Tcb),
            ["supplemental"] = verified is null
                ? null
                : SupplementalDocument.Of(verified.Supplemental, verification.Request is { ShowPpid: true }),
            ["policy"] = Json.Array(verification.Policy?.Rules.Select(Rule) ?? []),
        };
    }

    private static string? QvResult(QuoteVerdict? verdict) => verdict switch
    {
        QuoteVerdict.Verified verified => Number((uint)verified.TcbStatus.ToQvResult()),
        QuoteVerdict.Rejected => Number((uint)Dcap.QvResult.Unspecified),
        _ => null,
    };

    private static string? Quote3Error(QuoteVerdict? verdict) => verdict switch
    {
        QuoteVerdict.Verified => Number((uint)Dcap.Quote3Error.Success),
        QuoteVerdict.Rejected rejected => Number((uint)rejected.Reason.ToQuote3Error()),
        _ => null,
    };

    private static string Number(uint number) => $"0x{number:X4}";

    private static string Binding(QuoteVerification verification) =>
        (verification.Judgement?.PlatformBinding ?? BindingOfNothing(verification.Policy)) switch
        {
            PlatformBinding.Matched => "matched",
            PlatformBinding.Unmatched => "unmatched",
            _ => "none",
        };

    // A quote that is not believed comes from no machine that one knows.
    private static PlatformBinding BindingOfNothing(EnclavePolicy? policy) =>
        policy?.Platforms.Allowed?.Any(known => known.IsMachine) == true
            ? PlatformBinding.Unmatched
            : PlatformBinding.None;

    private static JsonObject Rule(PolicyRule rule) => new()
    {
        ["rule"] = rule.Name,
        ["field"] = rule.Field,
        ["expected"] = rule.Expected,
        ["source"] = rule.Source,
    };

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
        ["source"] = mismatch.Source,
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
