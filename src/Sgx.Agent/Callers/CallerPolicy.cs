using System.Globalization;

namespace Sgx.Agent.Callers;

/// <summary>Who gets quotes. Denied goes before allowed; where nobody is allowed by name, everybody else is.</summary>
internal sealed record CallerPolicy
{
    /// <summary>Everybody.</summary>
    public static CallerPolicy Everybody { get; } = new();

    public IReadOnlyList<CallerRule> Allowed { get; init; } = [];

    public IReadOnlyList<CallerRule> Denied { get; init; } = [];

    public bool Allows(Caller caller) =>
        !Denied.Any(rule => rule.Matches(caller)) && (Allowed.Count == 0 || Allowed.Any(rule => rule.Matches(caller)));
}

/// <summary>One kind of caller: <c>uid:1000</c>, <c>gid:5</c>, or <c>listener:name</c>.</summary>
internal sealed record CallerRule(CallerRuleKind Kind, string Value)
{
    /// <summary>Reads a list with commas; null when one of them is no rule.</summary>
    public static IReadOnlyList<CallerRule>? ParseList(string text)
    {
        var parts = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var rules = parts.Select(Parse).OfType<CallerRule>().ToList();
        return rules.Count == parts.Length ? rules : null;
    }

    /// <summary>A uid or gid that the system did not tell matches no number.</summary>
    public bool Matches(Caller caller) => Kind switch
    {
        CallerRuleKind.Uid => caller.UserId is { } uid && uid == Number,
        CallerRuleKind.Gid => caller.GroupId is { } gid && gid == Number,
        _ => caller.Class == Value,
    };

    private uint Number => uint.Parse(Value, CultureInfo.InvariantCulture);

    private static CallerRule? Parse(string text) => text.Split(':', 2) switch
    {
        ["uid", var id] when IsNumber(id) => new(CallerRuleKind.Uid, id),
        ["gid", var id] when IsNumber(id) => new(CallerRuleKind.Gid, id),
        ["listener", { Length: > 0 } name] => new(CallerRuleKind.Listener, name),
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
}
