using Sgx.Agent.Callers;

namespace Sgx.Agent.Allocations;

/// <summary>
/// Who has which allocation: what the journal says of units, held against what the kubelet lists of them.
/// </summary>
/// <remarks>
/// Never a wrong pod; where in doubt, nobody's. The newest allocation of a unit owns it. A listing tells of an
/// allocation only if it was asked for after that was seen in the journal, and it may be applied only when the journal
/// has been read again after it came: then whoever was given another's unit meanwhile is seen to be newer. An
/// allocation is over when its units were listed and then free for a while, or when all of them have been allocated
/// again. Not thread-safe.
/// </remarks>
/// <param name="ownerOf">Makes the owner of a new allocation, of whom nothing is known.</param>
/// <param name="times">How long units must have been free, and how long a pod is admitted.</param>
internal sealed class AllocationLedger(Func<AllocationToken, AllocationOwner> ownerOf, AllocationTimes times)
{
    private readonly Dictionary<AllocationToken, LedgerEntry> _entries = [];
    private readonly Dictionary<string, Dictionary<string, LedgerEntry>> _newest = [];

    public IReadOnlyCollection<LedgerEntry> Entries => _entries.Values;

    /// <summary>How many allocations have been added so far: what a listing asked for now knows of.</summary>
    public int Added { get; private set; }

    /// <summary>The resources that have been allocated.</summary>
    public IEnumerable<string> Resources => _newest.Keys;

    /// <summary>When the last of those was seen whose container may yet become known; null for none.</summary>
    public TimeSpan? LastUnnamed => _entries.Values
        .Where(entry => entry is { Container: null, Owner.IsUnknown: false })
        .Max(entry => (TimeSpan?)entry.Seen);

    public bool Knows(AllocationToken token) => _entries.ContainsKey(token);

    /// <summary>Adds allocations that have been seen in the journal at the same time.</summary>
    /// <param name="allocations">What has been seen.</param>
    /// <param name="seen">When, by a clock that only goes forward.</param>
    public void Add(IReadOnlyCollection<Allocation> allocations, TimeSpan seen)
    {
        foreach (var allocation in allocations.OrderBy(one => one.Serial).ThenBy(one => one.At))
        {
            var entry = new LedgerEntry(allocation, ownerOf(allocation.Token), ++Added, seen);
            _entries.Add(allocation.Token, entry);
            Own(entry);
        }

        if (allocations.Count > 0)
            FindReplaced();
    }

    /// <summary>Takes in what the kubelet told.</summary>
    /// <remarks>
    /// A listing that names nobody whose allocation is here is blind, and frees nothing: a kubelet that was restarted
    /// while the API server is away lists static pods only, for as long as that lasts.
    /// </remarks>
    /// <param name="listing">What it told.</param>
    /// <param name="known">How many allocations had been added when it was asked.</param>
    /// <param name="asked">When it was asked, by the clock of <see cref="Add"/>.</param>
    /// <param name="doubtful">
    /// Up to this number, allocations may have lost their units to one that cannot be read: the name that they have
    /// already may be said again, and no other one is given.
    /// </param>
    public ListingUse Learn(PodListing listing, int known, TimeSpan asked, int doubtful = 0)
    {
        var told = _entries.Values
            .Where(entry => entry.Number <= known)
            .Select(entry => (Entry: entry, Units: UnitsOf(entry, listing)))
            .ToList();
        var isBlind = !told.Any(one => Names(one.Units, one.Entry));
        var isWithheld = false;
        foreach (var (entry, units) in told)
        {
            if (!(isBlind && units.AreFree))
                Free(entry, units, asked);
            if (entry.Number <= doubtful && entry.Container is null)
                isWithheld |= Names(units, entry);
            else
                Name(entry, units);
        }

        return isWithheld ? ListingUse.Withheld : isBlind ? ListingUse.NamesNobody : ListingUse.Names;
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

        FindReplaced();
    }

    // One that comes later here must be newer. If the journal says that it is not, neither can be trusted.
    private void Own(LedgerEntry entry)
    {
        if (!_newest.TryGetValue(entry.Allocation.Resource, out var newest))
            _newest[entry.Allocation.Resource] = newest = [];
        foreach (var id in entry.Allocation.Ids)
        {
            if (newest.TryGetValue(id, out var older) && older != entry)
            {
                older.Owner.Forget();
                if (!entry.Follow(older))
                    entry.Owner.Forget();
            }

            newest[id] = entry;
        }
    }

    private void FindReplaced()
    {
        foreach (var entry in _entries.Values)
            entry.IsReplaced = entry.Allocation.Ids.All(id => IsAllocatedAgain(entry, id));
    }

    // The kubelet allocates a unit again when its pod is gone: exact, but for containers of one pod. Those that start
    // later are given an init container's units before it has run, all in one admission of the pod. So the later
    // allocation must be of another admission, by the clocks of both processes, or be over itself.
    private bool IsAllocatedAgain(LedgerEntry entry, string id) =>
        !_newest[entry.Allocation.Resource].TryGetValue(id, out var newest)
        || (newest.Seen - entry.Seen > times.Admission
            && newest.Allocation.At - entry.Allocation.At > times.Admission);

    // The kubelet never lists an init container: that nobody is listed with units says nothing until somebody was.
    private void Free(LedgerEntry entry, Units units, TimeSpan asked)
    {
        entry.WasListed |= units.AreTaken;
        entry.FreeSince = units.AreFree && entry.WasListed ? entry.FreeSince ?? asked : null;
        entry.IsFree = asked - entry.FreeSince >= times.Free;
    }

    private static void Name(LedgerEntry entry, Units units)
    {
        if (Names(units, entry))
            entry.Owner.Name(entry.Container = units.Sole!);
        else if (entry is { Container: not null, Owner.IsUnknown: false })
            Doubt(entry, units);
    }

    private static bool Names(Units units, LedgerEntry entry) =>
        !entry.Owner.IsUnknown && units.Sole is { } container && (entry.Container ?? container) == container;

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
/// <param name="seen">When it was seen, by a clock that only goes forward.</param>
internal sealed class LedgerEntry(Allocation allocation, AllocationOwner owner, int number, TimeSpan seen)
{
    private AllocationAge _age = AllocationAge.Of(allocation);

    public Allocation Allocation { get; } = allocation;

    public AllocationOwner Owner { get; } = owner;

    public int Number { get; } = number;

    public TimeSpan Seen { get; } = seen;

    /// <summary>Those who connect to its socket.</summary>
    public CallerClass Callers { get; } = new(allocation.Token.ToString(), owner);

    /// <summary>The container that it was found to be of, even if that is over.</summary>
    public ContainerName? Container { get; set; }

    /// <summary>Whether the kubelet has listed anybody with one of its units.</summary>
    public bool WasListed { get; set; }

    /// <summary>When the listing was asked for since which its units have been free.</summary>
    public TimeSpan? FreeSince { get; set; }

    /// <summary>Whether its units were listed, and have then been free for long enough.</summary>
    public bool IsFree { get; set; }

    /// <summary>Whether all of its units have been allocated again, to other pods.</summary>
    public bool IsReplaced { get; set; }

    /// <summary>Whether nobody is left to use it.</summary>
    public bool IsOver => IsFree || IsReplaced;

    /// <summary>It has a unit now that another one had.</summary>
    /// <returns>Whether it is certainly newer than that one, and than those which had the unit before.</returns>
    public bool Follow(LedgerEntry older)
    {
        var isNewer = older._age.IsBefore(Allocation);
        _age = _age.With(older._age);
        return isNewer;
    }
}

/// <summary>What tells an allocation that is over from one that is not.</summary>
/// <param name="Free">For how long units that were listed must have been free.</param>
/// <param name="Admission">For how long containers of one pod may be given the same unit, one after another.</param>
internal readonly record struct AllocationTimes(TimeSpan Free, TimeSpan Admission);
