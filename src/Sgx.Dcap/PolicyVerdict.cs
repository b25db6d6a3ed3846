namespace Sgx.Dcap;

/// <summary>Whether an enclave is the one wanted, with every reason why it is not.</summary>
public sealed record PolicyVerdict(IReadOnlyList<PolicyMismatch> Mismatches)
{
    public bool IsSatisfied => Mismatches.Count == 0;
}

/// <summary>One thing that a policy wanted otherwise.</summary>
/// <param name="Field">The claim, as in the verdict's JSON.</param>
/// <param name="Expected">What the policy says.</param>
/// <param name="Found">What the quote says.</param>
public sealed record PolicyMismatch(string Field, string Expected, string Found);
