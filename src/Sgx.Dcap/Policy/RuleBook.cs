using System.Globalization;

namespace Sgx.Dcap.Policy;

/// <summary>The rules of a policy, as they are written down one after the other.</summary>
internal sealed class RuleBook(EnclavePolicy policy)
{
    private readonly List<PolicyRule> _rules = [];

    public IReadOnlyList<PolicyRule> Rules => _rules;

    /// <param name="name">Where the rule stands in a policy's document.</param>
    /// <param name="field">The claim that it is about.</param>
    /// <param name="expected">What it demands.</param>
    /// <param name="isDefault">Whether it is so unless somebody says otherwise.</param>
    /// <param name="breach">What a quote has instead; null where it has what is demanded.</param>
    public void Add(
        string name, string field, string expected, bool isDefault, Func<QuoteVerdict.Verified, string?> breach) =>
        _rules.Add(new(name, field, expected, policy.SourceOf(name, isDefault), breach));

    /// <summary>The same of enclaves, or of trust domains; what is of another kind cannot break it.</summary>
    public void AddOf<T>(string name, string field, string expected, bool isDefault, Func<T, string?> breach)
        where T : QuoteClaims =>
        Add(name, field, expected, isDefault, verified => verified.Claims is T claims ? breach(claims) : null);

    /// <summary>That bits under a mask are those wanted; nothing where none are.</summary>
    public void AddBits<T>(string name, string field, MaskedBits? wanted, Func<T, ulong> claim)
        where T : QuoteClaims
    {
        if (wanted is not null)
            AddOf<T>(
                name, field, $"{wanted}", isDefault: false,
                claims => wanted.Matches(claim(claims)) ? null : $"{claim(claims):x16}");
    }

    /// <summary>That none of the bits that the function picks is set, unless they are allowed.</summary>
    public void AddNoBits<T>(string name, string field, bool allowed, Func<T, ulong> pick)
        where T : QuoteClaims =>
        AddOf<T>(
            name, field, allowed ? "any" : $"{0:x16}", isDefault: !allowed,
            claims => allowed || pick(claims) is 0 ? null : $"{pick(claims):x16}");

    public static string YesOrNo(bool value) => value ? "yes" : "no";

    /// <summary>What a rule demands that may be switched off: no, or nothing.</summary>
    public static string NoUnless(bool allowed) => allowed ? "yes or no" : "no";

    public static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static string Hex(ReadOnlyMemory<byte>? bytes) =>
        bytes is { } found ? Convert.ToHexStringLower(found.Span) : "none";
}
