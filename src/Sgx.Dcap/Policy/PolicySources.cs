namespace Sgx.Dcap.Policy;

/// <summary>Where each rule of a policy comes from; none may come from two places.</summary>
internal sealed class PolicySources(IReadOnlyDictionary<string, string> before, string source)
{
    private readonly Dictionary<string, string> _sources = new(before);

    public IReadOnlyDictionary<string, string> All => _sources;

    /// <param name="rule">The rule's name.</param>
    /// <param name="member">The member of the document that makes it.</param>
    /// <exception cref="SgxFormatException">The rule comes from elsewhere already.</exception>
    public void Add(string rule, string member)
    {
        if (!_sources.TryAdd(rule, $"{source}: {member}"))
            throw new SgxFormatException($"policy.{member}", "a rule that has one source", $"{_sources[rule]} too");
    }
}
