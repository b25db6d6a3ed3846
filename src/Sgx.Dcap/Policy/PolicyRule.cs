namespace Sgx.Dcap.Policy;

/// <summary>One rule of a policy, where it comes from, and how a verified quote breaks it.</summary>
public sealed class PolicyRule
{
    /// <summary>The source of what nobody has said.</summary>
    internal const string Default = "default";

    private readonly Func<QuoteVerdict.Verified, string?> _breach;

    internal PolicyRule(
        string name, string field, string expected, string source, Func<QuoteVerdict.Verified, string?> breach) =>
        (Name, Field, Expected, Source, _breach) = (name, field, expected, source, breach);

    /// <summary>Where it stands in a policy's document, as <c>tcb.accepted</c>.</summary>
    public string Name { get; }

    /// <summary>The claim that it is about, as in the verdict's JSON.</summary>
    public string Field { get; }

    /// <summary>What it demands.</summary>
    public string Expected { get; }

    /// <summary><c>default</c>, <c>program</c>, or the file or option that says so.</summary>
    public string Source { get; }

    /// <summary>Whether nobody has said it: it holds because nothing else is said.</summary>
    internal bool IsDefault => Source == Default;

    /// <summary>How the quote breaks the rule; null where it does not.</summary>
    internal PolicyMismatch? Judge(QuoteVerdict.Verified verified) =>
        _breach(verified) is { } found ? new(Field, Expected, found, Source) : null;
}
