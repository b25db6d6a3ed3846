namespace Sgx.Agent.Allocations;

/// <summary>What came of asking the kubelet.</summary>
/// <param name="Listing">What it told; null when it did not answer.</param>
/// <param name="Silence">Why it did not; empty when it did.</param>
internal sealed record LookUpAnswer(PodListing? Listing, string Silence = "")
{
    /// <summary>How many allocations had been added when it was asked.</summary>
    public int Known { get; init; }

    /// <summary>When it was asked, by a clock that only goes forward.</summary>
    public TimeSpan Asked { get; init; }

    /// <summary>Whether a caller without a name wanted to know.</summary>
    public bool IsWanted { get; init; }
}
