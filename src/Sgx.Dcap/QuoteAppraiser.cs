using Sgx.Dcap.Collateral;
using Sgx.Quotes;

namespace Sgx.Dcap;

/// <summary>
/// Appraises quotes as they come: collateral of a source, the time of a clock, the judgement of one policy.
/// </summary>
/// <remarks>Waits for nothing and may be used by many threads, so it can be asked during a handshake.</remarks>
public sealed class QuoteAppraiser(ICollateralSource collateral, EnclavePolicy policy, TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Which enclaves are wanted.</summary>
    public EnclavePolicy Policy { get; } = policy ?? throw new ArgumentNullException(nameof(policy));

    /// <summary>Verifies a quote and judges its enclave, as of now.</summary>
    /// <returns>An answer, however hostile the quote is.</returns>
    public QuoteAppraisal Appraise(Quote quote)
    {
        ArgumentNullException.ThrowIfNull(quote);
        if (!TryNameCollateral(quote, out var key, out var fault))
            return new QuoteAppraisal.Refused(AppraisalStep.Collateral, fault);
        if (collateral.Find(key) is not { } prepared)
            return new QuoteAppraisal.Refused(AppraisalStep.Collateral, $"there is no collateral for {key}");

        return prepared.Verify(quote, _time.GetUtcNow()) switch
        {
            QuoteVerdict.Verified verified => Judge(verified),
            var verdict => Refuse((QuoteVerdict.Rejected)verdict),
        };
    }

    private static bool TryNameCollateral(Quote quote, out CollateralKey key, out string fault)
    {
        try
        {
            (key, fault) = (CollateralKey.Of(quote), "");
            return true;
        }
        catch (SgxFormatException e)
        {
            (key, fault) = (null!, QuoteRejectedException.Printable(e.Message));
            return false;
        }
    }

    private QuoteAppraisal Judge(QuoteVerdict.Verified verified)
    {
        var verdict = Policy.Judge(verified);
        return verdict.IsSatisfied
            ? new QuoteAppraisal.Accepted(verified) { PlatformBinding = verdict.PlatformBinding }
            : new QuoteAppraisal.Refused(AppraisalStep.Policy, Why(verdict)) { Verdict = verified, Policy = verdict };
    }

    private static QuoteAppraisal.Refused Refuse(QuoteVerdict.Rejected verdict) =>
        new(AppraisalStep.Quote, $"{verdict.Reason}: {verdict.Detail}") { Verdict = verdict };

    private static string Why(PolicyVerdict policy) =>
        string.Join("; ", policy.Mismatches.Select(m => $"{m.Field} is {m.Found}, not {m.Expected}"));
}
