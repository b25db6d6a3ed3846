using System.Globalization;

namespace Sgx.Agent.Callers;

/// <summary>
/// One kind of caller: <c>uid:1000</c>, <c>gid:5</c>, <c>listener:name</c>, <c>namespace:name</c>, or
/// <c>pod:namespace/name</c>.
/// </summary>
internal sealed record CallerRule(CallerRuleKind Kind, string Value)
{
    /// <summary>Whether it asks for the name of a pod.</summary>
    public bool NamesPods => Kind is CallerRuleKind.Namespace or CallerRuleKind.Pod;

    /// <summary>Reads a list with commas; null when one of them is no rule.</summary>
    public static IReadOnlyList<CallerRule>? ParseList(string text)
    {
        var parts = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var rules = parts.Select(Parse).OfType<CallerRule>().ToList();
        return rules.Count == parts.Length ? rules : null;
    }

    /// <summary>Whether a caller is of this kind; null when that turns on the name of an unknown pod.</summary>
    /// <remarks>
    /// A uid or gid that the system did not tell matches no number; a user of the shared socket matches no pod.
    /// </remarks>
    public bool? Matches(Caller caller) => Kind switch
    {
        CallerRuleKind.Uid => caller.UserId is { } uid && uid == Number,
        CallerRuleKind.Gid => caller.GroupId is { } gid && gid == Number,
        CallerRuleKind.Listener => caller.Class == Value,
        _ => caller.Owner is null ? false : caller.Owner.Container is { } container ? Matches(container) : null,
    };

    private uint Number => uint.Parse(Value, CultureInfo.InvariantCulture);

    private bool Matches(ContainerName container) => Kind is CallerRuleKind.Namespace
        ? container.Namespace == Value
        : $"{container.Namespace}/{container.Pod}" == Value;

    private static CallerRule? Parse(string text) => text.Split(':', 2) switch
    {
        ["uid", var id] when IsNumber(id) => new(CallerRuleKind.Uid, id),
        ["gid", var id] when IsNumber(id) => new(CallerRuleKind.Gid, id),
        ["listener", { Length: > 0 } name] => new(CallerRuleKind.Listener, name),
        ["namespace", { Length: > 0 } name] when !name.Contains('/', StringComparison.Ordinal) =>
            new(CallerRuleKind.Namespace, name),
        ["pod", var name] when name.Split('/') is [{ Length: > 0 }, { Length: > 0 }] => new(CallerRuleKind.Pod, name),
        _ => null,
    };

    private static bool IsNumber(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}

/// <summary>What a rule looks at.</summary>
internal enum CallerRuleKind
{
    Uid,
    Gid,
    Listener,
    Namespace,
    Pod,
}
