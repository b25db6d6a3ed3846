namespace Sgx.Agent.Callers;

/// <summary>
/// What callers hold of something bounded, and who gives way when it is used up: the one rule for places in line,
/// connections and memory.
/// </summary>
/// <remarks>
/// The heaviest gives way first: of all classes the one that holds most, of its callers the one that holds most, and of
/// what that one holds the oldest thing that rests, or else the newest that does not. So whoever takes much makes room
/// with its own, and a class that holds little is never touched by another. What cannot be taken back is given out by
/// <see cref="HasRoomFor"/> instead. Not thread-safe.
/// </remarks>
/// <typeparam name="T">What is held.</typeparam>
/// <param name="capacity">How much there is, in whatever unit amounts have.</param>
/// <param name="floor">
/// How much <see cref="HasRoomFor"/> gives every class, whatever the others hold. Nobody makes classes at will: the
/// sum of their floors bounds what is given out beyond the capacity.
/// </param>
internal sealed class Shares<T>(long capacity, long floor = 0)
    where T : class
{
    // Beyond so many, further callers of a class are counted together, so that finding the heaviest stays cheap.
    private const int MaxCallersOfClass = 1024;

    private readonly Dictionary<string, ClassShare> _classes = [];

    /// <summary>All that is held.</summary>
    public long Held { get; private set; }

    /// <summary>Whether more is held than there is.</summary>
    public bool IsOverdrawn => Held > capacity;

    /// <summary>Whether nothing is left.</summary>
    public bool IsUsedUp => Held >= capacity;

    /// <summary>What a caller holds.</summary>
    public long HeldBy(Caller caller) => Find(caller)?.Held ?? 0;

    /// <summary>
    /// Whether a caller may take something that nobody can take back. A class may hold as much as is left to all
    /// others, and a caller half of what its class leaves to others of the class.
    /// </summary>
    /// <remarks>
    /// A class that holds less than the floor always has room. A caller that holds nothing has room while its class
    /// holds less than 5/8 of all; hundreds of callers of one class, each with a thing of its own, can use that up.
    /// </remarks>
    public bool HasRoomFor(Caller caller, long amount)
    {
        var ofClass = (_classes.GetValueOrDefault(caller.Class)?.Held ?? 0) + amount;
        var left = capacity - Held;
        if (ofClass <= floor)
            return true;
        if (HeldBy(caller) is 0)
            return amount <= left && ofClass <= capacity * 5 / 8;
        return ofClass <= left && HeldBy(caller) + amount <= (left - ofClass + amount) / 2;
    }

    /// <summary>Counts something as a caller's.</summary>
    public Share<T> Take(Caller caller, T item, long amount = 1, bool rests = false)
    {
        if (!_classes.TryGetValue(caller.Class, out var ofClass))
            _classes[caller.Class] = ofClass = new();
        var holder = ofClass.FindOrAdd(caller);
        var share = new Share<T>(item, holder, amount);
        holder.ListOf(rests).AddLast(share.Node);
        Count(share, amount);
        return share;
    }

    /// <summary>Changes how much a thing counts for.</summary>
    public void Resize(Share<T> share, long amount)
    {
        Count(share, amount - share.Amount);
        share.Amount = amount;
    }

    /// <summary>Counts a thing no more.</summary>
    public void Return(Share<T> share)
    {
        share.Pin();
        Count(share, -share.Amount);
        share.Amount = 0;
        var holder = share.Holder;
        if (--holder.Things > 0)
            return;
        _ = holder.Class.Holders.Remove(holder.Caller);
        if (holder.Class.Holders.Count == 0)
            _ = _classes.Remove(holder.Caller.Class);
    }

    /// <summary>What has to give way; null where nothing can.</summary>
    public T? WhoGivesWay()
    {
        var heaviest = HeaviestClass()?.Holders.Values.Where(holder => holder.CanGive).MaxBy(holder => holder.Held);
        return heaviest?.Resting.First?.Value ?? heaviest?.Working.Last?.Value;
    }

    private ClassShare? HeaviestClass()
    {
        ClassShare? heaviest = null;
        foreach (var ofClass in _classes.Values)
        {
            if (ofClass.Held > (heaviest?.Held ?? -1) && ofClass.Holders.Values.Any(holder => holder.CanGive))
                heaviest = ofClass;
        }

        return heaviest;
    }

    private Holder<T>? Find(Caller caller) =>
        _classes.TryGetValue(caller.Class, out var ofClass) ? ofClass.Find(caller) : null;

    private void Count(Share<T> share, long more)
    {
        Held += more;
        share.Holder.Held += more;
        share.Holder.Class.Held += more;
    }

    /// <summary>What a class of callers holds.</summary>
    internal sealed class ClassShare
    {
        public Dictionary<Caller, Holder<T>> Holders { get; } = [];

        public long Held { get; set; }

        public Holder<T>? Find(Caller caller) => Holders.GetValueOrDefault(Counted(caller));

        public Holder<T> FindOrAdd(Caller caller)
        {
            var counted = Counted(caller);
            if (!Holders.TryGetValue(counted, out var holder))
                Holders[counted] = holder = new(counted, this);
            holder.Things++;
            return holder;
        }

        private Caller Counted(Caller caller) => Holders.Count < MaxCallersOfClass || Holders.ContainsKey(caller)
            ? caller
            : new(caller.Class, null, null);
    }
}

/// <summary>One thing that counts as a caller's.</summary>
internal sealed class Share<T>
    where T : class
{
    internal Share(T item, Holder<T> holder, long amount)
    {
        Node = new(item);
        Holder = holder;
        Amount = amount;
    }

    /// <summary>How much it counts for.</summary>
    public long Amount { get; internal set; }

    internal Holder<T> Holder { get; }

    internal LinkedListNode<T> Node { get; }

    /// <summary>It rests: it gives way before what does not, and after all of its caller's that rest already.</summary>
    public void Rest() => Move(Holder.Resting);

    /// <summary>It does not rest: its caller is being served with it.</summary>
    public void Work() => Move(Holder.Working);

    /// <summary>It can no longer give way, though it counts.</summary>
    public void Pin() => Node.List?.Remove(Node);

    private void Move(LinkedList<T> list)
    {
        Pin();
        list.AddLast(Node);
    }
}

/// <summary>What one caller holds.</summary>
internal sealed class Holder<T>(Caller caller, Shares<T>.ClassShare ofClass)
    where T : class
{
    public Caller Caller { get; } = caller;

    public Shares<T>.ClassShare Class { get; } = ofClass;

    public LinkedList<T> Resting { get; } = new();

    public LinkedList<T> Working { get; } = new();

    public long Held { get; set; }

    public int Things { get; set; }

    /// <summary>Whether anything of it can give way.</summary>
    public bool CanGive => Resting.Count + Working.Count > 0;

    public LinkedList<T> ListOf(bool rests) => rests ? Resting : Working;
}
