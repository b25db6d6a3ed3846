namespace Sgx.Dcap.Policy;

/// <summary>Where each rule of a policy comes from; none may come from two places.</summary>
/// <param name="before">The policy that the source adds to; what its program or its documents say is taken.</param>
/// <param name="source">The name of the source.</param>
internal sealed class PolicySources(EnclavePolicy before, string source)
{
    private readonly Dictionary<string, string> _sources = Taken(before);

    public IReadOnlyDictionary<string, string> All => _sources;

    private static Dictionary<string, string> Taken(EnclavePolicy before)
    {
        var taken = before.Sources.ToDictionary();
        foreach (var rule in before.Rules.Where(rule => !rule.IsDefault))
            _ = taken.TryAdd(rule.Name, rule.Source);
        return taken;
    }

    /// <param name="rule">The rule's name.</param>
    /// <param name="member">The member of the document that makes it.</param>
    /// <exception cref="SgxFormatException">The rule comes from elsewhere already.</exception>
    public void Add(string rule, string member)
    {
        if (!_sources.TryAdd(rule, $"{source}: {member}"))
            throw new SgxFormatException($"policy.{member}", "a rule that has one source", $"{_sources[rule]} too");
    }
}
