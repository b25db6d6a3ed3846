using Sgx.Dcap.Policy;

namespace Sgx.Dcap;

/// <summary>Whether a quote is genuine, and of the enclave that is wanted.</summary>
public abstract record QuoteAppraisal
{
    private QuoteAppraisal()
    {
    }

    /// <summary>Both.</summary>
    /// <param name="Verdict">The quote, verified.</param>
    public sealed record Accepted(QuoteVerdict.Verified Verdict) : QuoteAppraisal
    {
        /// <summary>Whether the platform is one of those that the policy knows.</summary>
        public PlatformBinding PlatformBinding { get; init; }
    }

    /// <summary>Not to be talked to.</summary>
    /// <param name="Step">The first step that failed.</param>
    /// <param name="Detail">What was found, for a person to read; no control characters.</param>
    public sealed record Refused(AppraisalStep Step, string Detail) : QuoteAppraisal
    {
        /// <summary>What the verifier said, if it was asked.</summary>
        public QuoteVerdict? Verdict { get; init; }

        /// <summary>What the policy wanted otherwise, if it was asked.</summary>
        public PolicyVerdict? Policy { get; init; }
    }
}
