using Sgx.Dcap.Policy;

namespace Sgx.Dcap;

/// <summary>Whether an enclave or a trust domain is the one wanted, with every reason why it is not.</summary>
public sealed record PolicyVerdict(IReadOnlyList<PolicyMismatch> Mismatches)
{
    public bool IsSatisfied => Mismatches.Count == 0;

    /// <summary>Whether the platform is one of those that the policy knows.</summary>
    public PlatformBinding PlatformBinding { get; init; }
}

/// <summary>One thing that a policy wanted otherwise.</summary>
/// <param name="Field">The claim, as in the verdict's JSON.</param>
/// <param name="Expected">What the policy says.</param>
/// <param name="Found">What the quote says.</param>
/// <param name="Source">Where the rule comes from: <c>default</c>, <c>program</c>, or the file or option.</param>
public sealed record PolicyMismatch(string Field, string Expected, string Found, string Source = "program");
