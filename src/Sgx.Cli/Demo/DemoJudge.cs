using Sgx.Dcap;
using Sgx.Dcap.Certificates;
using Sgx.Quotes;
using Sgx.Simulation;

namespace Sgx.Cli.Demo;

/// <summary>A verifier that makes its own collateral, so that it can be given a bad one.</summary>
internal sealed class DemoJudge(SimulatedIntel intel, DateTimeOffset now)
{
    private static readonly EnclavePolicy Strict = new();

    /// <summary>The root of the simulated platform.</summary>
    public TrustAnchor SimulatedRoot { get; } = TrustAnchor.FromPem(intel.TrustedRootPem);

    /// <summary>Why the quote is refused; null when it is not.</summary>
    public string? Refuse(Quote quote, CollateralFault fault, TrustAnchor anchor)
    {
        var collateral = intel.IssueCollateral(now, new() { Fault = fault });
        return new QuoteVerifier(anchor).Verify(quote, collateral, now) switch
        {
            QuoteVerdict.Verified verified => Refuse(verified),
            QuoteVerdict.Rejected rejected => $"rejected, {rejected.Reason}: {rejected.Detail}",
            var other => $"{other}",
        };
    }

    private static string? Refuse(QuoteVerdict.Verified verified)
    {
        var mismatches = Strict.Judge(verified).Mismatches.Select(m => $"{m.Field} is {m.Found}, not {m.Expected}");
        return string.Join("; ", mismatches) is { Length: > 0 } why ? $"genuine but not acceptable, {why}" : null;
    }
}
