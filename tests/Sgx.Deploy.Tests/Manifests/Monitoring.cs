using k8s.Models;

namespace Sgx.Deploy.Tests.Manifests;

/// <summary>
/// The Prometheus operator's ServiceMonitor and PodMonitor, monitoring.coreos.com/v1, as far as ours go.
/// </summary>
internal sealed class MetricsMonitor
{
    public string? ApiVersion { get; set; }
    public string? Kind { get; set; }
    public V1ObjectMeta? Metadata { get; set; }
    public MonitorSpec? Spec { get; set; }

    /// <summary>What is scraped: of a ServiceMonitor endpoints, of a PodMonitor podMetricsEndpoints.</summary>
    internal sealed class MonitorSpec
    {
        public V1LabelSelector? Selector { get; set; }
        public string? JobLabel { get; set; }
        public IList<Endpoint>? Endpoints { get; set; }
        public IList<Endpoint>? PodMetricsEndpoints { get; set; }
    }

    /// <summary>A port that is scraped.</summary>
    internal sealed class Endpoint
    {
        public string? Port { get; set; }
        public string? Path { get; set; }
        public string? Interval { get; set; }
        public IList<IDictionary<string, object>>? Relabelings { get; set; }
        public IList<IDictionary<string, object>>? MetricRelabelings { get; set; }
    }
}

/// <summary>Its PrometheusRule, likewise.</summary>
internal sealed class PrometheusRule
{
    public string? ApiVersion { get; set; }
    public string? Kind { get; set; }
    public V1ObjectMeta? Metadata { get; set; }
    public RuleSpec? Spec { get; set; }

    /// <summary>Groups of rules.</summary>
    internal sealed class RuleSpec
    {
        public IList<RuleGroup>? Groups { get; set; }
    }

    /// <summary>Rules that are evaluated one after the other.</summary>
    internal sealed class RuleGroup
    {
        public string? Name { get; set; }
        public IList<Alert>? Rules { get; set; }
    }

    /// <summary>One alert.</summary>
    internal sealed class Alert
    {
        [YamlDotNet.Serialization.YamlMember(Alias = "alert")]
        [System.Text.Json.Serialization.JsonPropertyName("alert")]
        public string? Name { get; set; }
        public string? Expr { get; set; }
        public string? For { get; set; }
        public IDictionary<string, string>? Labels { get; set; }
        public IDictionary<string, string>? Annotations { get; set; }
    }
}
