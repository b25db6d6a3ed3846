using k8s.Models;

namespace Sgx.Deploy.Tests.Manifests;

/// <summary>Node Feature Discovery's nfd.k8s-sigs.io/v1alpha1, as far as our rule goes.</summary>
internal sealed class NodeFeatureRule
{
    public string? ApiVersion { get; set; }
    public string? Kind { get; set; }
    public V1ObjectMeta? Metadata { get; set; }
    public RuleList? Spec { get; set; }

    /// <summary>The rules, tried one after the other.</summary>
    internal sealed class RuleList
    {
        public IList<Rule>? Rules { get; set; }
    }

    /// <summary>What a node gets that has all features.</summary>
    internal sealed class Rule
    {
        public string? Name { get; set; }
        public IDictionary<string, string>? Labels { get; set; }
        public IDictionary<string, string>? ExtendedResources { get; set; }
        public IList<Matcher>? MatchFeatures { get; set; }
    }

    /// <summary>A feature, and what is asked of its elements.</summary>
    internal sealed class Matcher
    {
        public string? Feature { get; set; }
        public IDictionary<string, Expression>? MatchExpressions { get; set; }
    }

    /// <summary>What is asked of one element.</summary>
    internal sealed class Expression
    {
        public string? Op { get; set; }
        public IList<string>? Value { get; set; }
    }
}
