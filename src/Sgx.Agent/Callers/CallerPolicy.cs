namespace Sgx.Agent.Callers;

/// <summary>Who gets quotes. Denied goes before allowed; where nobody is allowed by name, everybody else is.</summary>
internal sealed record CallerPolicy
{
    /// <summary>Everybody.</summary>
    public static CallerPolicy Everybody { get; } = new();

    public IReadOnlyList<CallerRule> Allowed { get; init; } = [];

    public IReadOnlyList<CallerRule> Denied { get; init; } = [];

    /// <summary>Whether any rule asks for the name of a pod.</summary>
    public bool NamesPods => Allowed.Concat(Denied).Any(rule => rule.NamesPods);

    /// <summary>Judges a caller. What turns on the name of a container that will never be known is denied.</summary>
    public CallerVerdict Judge(Caller caller)
    {
        var isDenied = Matches(Denied, caller);
        var isAllowed = Allowed.Count == 0 ? true : Matches(Allowed, caller);
        return isDenied == true || isAllowed == false ? CallerVerdict.Denied
            : isDenied is not null && isAllowed is not null ? CallerVerdict.Allowed
            : caller.Owner is { IsUnknown: false } ? CallerVerdict.NotYetKnown
            : CallerVerdict.Denied;
    }

    // Null when it turns on a name that is not known.
    private static bool? Matches(IReadOnlyList<CallerRule> rules, Caller caller)
    {
        bool? result = false;
        foreach (var rule in rules)
        {
            var one = rule.Matches(caller);
            if (one == true)
                return true;
            result = one is null ? null : result;
        }

        return result;
    }
}

/// <summary>What a policy says of a caller.</summary>
internal enum CallerVerdict
{
    Allowed,
    Denied,

    /// <summary>It turns on the name of the caller's pod, which may soon be known.</summary>
    NotYetKnown,
}
