using Sgx.Agent.Callers;

namespace Sgx.Agent.Allocations;

/// <summary>
/// Who has which allocation: what the journal says of units, held against what the kubelet lists of them.
/// </summary>
/// <remarks>
/// Never a wrong pod; where in doubt, nobody's. The newest allocation of a unit owns it. A listing tells of an
/// allocation only if it was asked for after that was seen in the journal, and it may be applied only when the journal
/// has been read again after it came: then whoever was given another's unit meanwhile is seen to be newer. Not
/// thread-safe.
/// </remarks>
/// <param name="ownerOf">Makes the owner of a new allocation, of whom nothing is known.</param>
/// <param name="freeFor">For how long units must have been free before their allocation is over.</param>
internal sealed class AllocationLedger(Func<AllocationToken, AllocationOwner> ownerOf, TimeSpan freeFor)
{
    private readonly Dictionary<AllocationToken, LedgerEntry> _entries = [];
    private readonly Dictionary<string, Dictionary<string, LedgerEntry>> _newest = [];

    public IReadOnlyCollection<LedgerEntry> Entries => _entries.Values;

    /// <summary>How many allocations have been added so far: what a listing asked for now knows of.</summary>
    public int Added { get; private set; }

    /// <summary>The resources that have been allocated.</summary>
    public IEnumerable<string> Resources => _newest.Keys;

    public bool Knows(AllocationToken token) => _entries.ContainsKey(token);

    /// <summary>Adds allocations that have been seen in the journal at the same time.</summary>
    public void Add(IEnumerable<Allocation> allocations)
    {
        foreach (var allocation in allocations.OrderBy(allocation => allocation.At))
        {
            var entry = new LedgerEntry(allocation, ownerOf(allocation.Token), ++Added);
            _entries.Add(allocation.Token, entry);
            Own(entry);
        }
    }

    /// <summary>Takes in what the kubelet told.</summary>
    /// <param name="listing">What it told.</param>
    /// <param name="known">How many allocations had been added when it was asked.</param>
    /// <param name="asked">When it was asked, by any clock that only goes forward.</param>
    public void Learn(PodListing listing, int known, TimeSpan asked)
    {
        foreach (var entry in _entries.Values)
        {
            if (entry.Number <= known)
                Learn(entry, UnitsOf(entry, listing), asked);
        }
    }

    public void Remove(LedgerEntry entry)
    {
        _ = _entries.Remove(entry.Allocation.Token);
        entry.Owner.Forget();
        var newest = _newest[entry.Allocation.Resource];
        foreach (var id in entry.Allocation.Ids)
        {
            if (newest.GetValueOrDefault(id) == entry)
                _ = newest.Remove(id);
        }
    }

    // One that was seen later must be newer. If the clock says that it is not, neither can be trusted.
    private void Own(LedgerEntry entry)
    {
        if (!_newest.TryGetValue(entry.Allocation.Resource, out var newest))
            _newest[entry.Allocation.Resource] = newest = [];
        foreach (var id in entry.Allocation.Ids)
        {
            if (newest.TryGetValue(id, out var older) && older != entry)
            {
                older.Owner.Forget();
                if (older.Allocation.At >= entry.Allocation.At)
                    entry.Owner.Forget();
            }

            newest[id] = entry;
        }
    }

    private void Learn(LedgerEntry entry, Units units, TimeSpan asked)
    {
        entry.FreeSince = units.AreFree ? entry.FreeSince ?? asked : null;
        entry.IsOver = asked - entry.FreeSince >= freeFor;
        if (entry.Owner.IsUnknown)
            return;
        if (units.Sole is { } container && (entry.Container ?? container) == container)
            entry.Owner.Name(entry.Container = container);
        else if (entry.Container is not null)
            Doubt(entry, units);
    }

    // A kubelet that has just started lists nothing yet, and soon the same again. Whatever else it lists is another's.
    private static void Doubt(LedgerEntry entry, Units units)
    {
        if (units.AreTaken || entry.IsOver)
            entry.Owner.Forget();
        else
            entry.Owner.Suspend();
    }

    private static Units UnitsOf(LedgerEntry entry, PodListing listing)
    {
        var (areFree, areTaken, areOnes) = (true, false, entry.Allocation.Ids.Count > 0);
        ContainerName? sole = null;
        foreach (var id in entry.Allocation.Ids)
        {
            var isTaken = listing.TryFind(entry.Allocation.Resource, id, out var container);
            areTaken |= isTaken;
            areFree &= !isTaken || HasGoneOn(entry, container);
            areOnes &= container is not null && container == (sole ??= container);
        }

        return new(areFree, areTaken, areOnes ? sole : null);
    }

    // What is another pod's now was given up by the pod that had it. An init container's units may go to another
    // container of its pod while it still runs.
    private static bool HasGoneOn(LedgerEntry entry, ContainerName? container) =>
        entry.Container is { } had && container is not null && !had.IsOfSamePod(container);

    /// <param name="AreFree">Whether none of them is the allocation's pod's.</param>
    /// <param name="AreTaken">Whether any of them is anybody's.</param>
    /// <param name="Sole">The one container that has all of them; null where there is no such one.</param>
    private readonly record struct Units(bool AreFree, bool AreTaken, ContainerName? Sole);
}

/// <summary>An allocation and what is known of it.</summary>
/// <param name="allocation">As in the journal.</param>
/// <param name="owner">What callers see.</param>
/// <param name="number">Its place in the order in which allocations were seen, from 1.</param>
internal sealed class LedgerEntry(Allocation allocation, AllocationOwner owner, int number)
{
    public Allocation Allocation { get; } = allocation;

    public AllocationOwner Owner { get; } = owner;

    public int Number { get; } = number;

    /// <summary>Those who connect to its socket.</summary>
    public CallerClass Callers { get; } = new(allocation.Token.ToString(), owner);

    /// <summary>The container that it was found to be of, even if that is over.</summary>
    public ContainerName? Container { get; set; }

    /// <summary>When the listing was asked for since which its units have been free.</summary>
    public TimeSpan? FreeSince { get; set; }

    /// <summary>Whether its units have been free for so long that nobody is left to use it.</summary>
    public bool IsOver { get; set; }
}
