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

    /// <summary>The same of an enclave; a trust domain cannot break it.</summary>
    public void AddEnclave(
        string name, string field, string expected, bool isDefault, Func<EnclaveClaims, string?> breach) =>
        Add(name, field, expected, isDefault, verified => verified.Enclave is { } enclave ? breach(enclave) : null);

    /// <summary>The same of a trust domain; an enclave cannot break it.</summary>
    public void AddTd(string name, string field, string expected, bool isDefault, Func<TdClaims, string?> breach) =>
        Add(name, field, expected, isDefault, verified => verified.Td is { } td ? breach(td) : null);

    public static string YesOrNo(bool value) => value ? "yes" : "no";

    /// <summary>What a rule demands that may be switched off: no, or nothing.</summary>
    public static string NoUnless(bool allowed) => allowed ? "yes or no" : "no";

    public static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static string Hex(ReadOnlyMemory<byte>? bytes) =>
        bytes is { } found ? Convert.ToHexStringLower(found.Span) : "none";
}
