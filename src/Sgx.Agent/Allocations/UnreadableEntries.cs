namespace Sgx.Agent.Allocations;

/// <summary>Entries of the journal that cannot be read, and what they may be newer than.</summary>
/// <remarks>
/// One that may be read later may have an older one's units by now. It is certainly older than what is first seen when
/// the folder is listed once more after it was seen, and again: a listing of a folder need not have what comes
/// meanwhile.
/// </remarks>
internal sealed class UnreadableEntries
{
    private const int DoubtfulListings = 2;

    private readonly Dictionary<AllocationToken, Entry> _entries = [];

    /// <summary>Up to this number, allocations may be older than one of these; 0 where none is.</summary>
    public int NewerThan =>
        _entries.Values.Where(entry => entry.MayPass).Select(entry => entry.NewerThan).DefaultIfEmpty().Max();

    /// <summary>Why one cannot be read for now, with its name; null where none is such.</summary>
    public string? Why => _entries.Values.FirstOrDefault(entry => entry.MayPass)?.Why;

    /// <summary>It cannot be read this time.</summary>
    /// <returns>Whether that is new.</returns>
    public bool Add(AllocationToken token, Exception unreadable)
    {
        var isNew = !_entries.TryGetValue(token, out var entry);
        entry ??= _entries[token] = new();
        entry.MayPass = AllocationJournal.MayPass(unreadable);
        entry.Why = token.HideIn(unreadable.Message);
        return isNew;
    }

    /// <summary>It was read.</summary>
    public void Remove(AllocationToken token) => _ = _entries.Remove(token);

    /// <summary>The folder was listed, and what could be read was added.</summary>
    /// <param name="tokens">What is in the folder.</param>
    /// <param name="added">How many allocations have been added so far.</param>
    public void Listed(IEnumerable<AllocationToken> tokens, int added)
    {
        foreach (var gone in _entries.Keys.Except(tokens).ToList())
            Remove(gone);
        foreach (var entry in _entries.Values.Where(entry => entry.Listings < DoubtfulListings))
        {
            entry.Listings++;
            entry.NewerThan = added;
        }
    }

    private sealed class Entry
    {
        public bool MayPass { get; set; }

        public string Why { get; set; } = "";

        public int Listings { get; set; }

        public int NewerThan { get; set; }
    }
}
