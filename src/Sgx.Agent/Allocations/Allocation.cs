namespace Sgx.Agent.Allocations;

/// <summary>What a container was given when it was made: units of a resource, and a socket of its own.</summary>
/// <param name="Token">Its name, and that of its folder.</param>
/// <param name="Resource">The resource, as <c>sgx-quote-helper.io/quoting</c>.</param>
/// <param name="Ids">The ids of the units, as the kubelet allocated them; some hundred thousand at most.</param>
/// <param name="At">When.</param>
internal sealed record Allocation(
    AllocationToken Token, string Resource, IReadOnlyList<string> Ids, DateTimeOffset At)
{
    /// <summary>
    /// Its place among all that are in the journal, from 1: a clock may be set back. 0 where a plugin wrote it that did
    /// not count.
    /// </summary>
    public long Serial { get; init; }
}
