using k8s;
using k8s.Models;

namespace Sgx.Deploy.Tests.Manifests;

/// <summary>One object of a file, as it stands in YAML and as the API's own model.</summary>
internal sealed record Manifest(string Source, Dictionary<string, object?> Tree, object Model)
{
    private static readonly Dictionary<(string, string), Func<string, object>> _readers = new()
    {
        [("v1", "ConfigMap")] = Read<V1ConfigMap>,
        [("v1", "Namespace")] = Read<V1Namespace>,
        [("v1", "Pod")] = Read<V1Pod>,
        [("v1", "ResourceQuota")] = Read<V1ResourceQuota>,
        [("v1", "Service")] = Read<V1Service>,
        [("v1", "ServiceAccount")] = Read<V1ServiceAccount>,
        [("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy")] = Read<V1ValidatingAdmissionPolicy>,
        [("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding")] =
            Read<V1ValidatingAdmissionPolicyBinding>,
        [("admissionregistration.k8s.io/v1", "MutatingAdmissionPolicy")] = Read<V1MutatingAdmissionPolicy>,
        [("admissionregistration.k8s.io/v1", "MutatingAdmissionPolicyBinding")] =
            Read<V1MutatingAdmissionPolicyBinding>,
        [("apps/v1", "DaemonSet")] = Read<V1DaemonSet>,
        [("apps/v1", "Deployment")] = Read<V1Deployment>,
        [("batch/v1", "Job")] = Read<V1Job>,
        [("monitoring.coreos.com/v1", "PodMonitor")] = Read<MetricsMonitor>,
        [("monitoring.coreos.com/v1", "PrometheusRule")] = Read<PrometheusRule>,
        [("monitoring.coreos.com/v1", "ServiceMonitor")] = Read<MetricsMonitor>,
        [("networking.k8s.io/v1", "NetworkPolicy")] = Read<V1NetworkPolicy>,
        [("rbac.authorization.k8s.io/v1", "ClusterRole")] = Read<V1ClusterRole>,
        [("rbac.authorization.k8s.io/v1", "ClusterRoleBinding")] = Read<V1ClusterRoleBinding>,
        [("nfd.k8s-sigs.io/v1alpha1", "NodeFeatureRule")] = Read<NodeFeatureRule>,
        [("rbac.authorization.k8s.io/v1", "Role")] = Read<V1Role>,
        [("rbac.authorization.k8s.io/v1", "RoleBinding")] = Read<V1RoleBinding>,
        [("security.openshift.io/v1", "SecurityContextConstraints")] = Read<SecurityContextConstraints>,
    };

    public string Kind => (string)Tree["kind"]!;

    public string Name => (string)Metadata["name"]!;

    public string? Namespace => (string?)Metadata.GetValueOrDefault("namespace");

    public Dictionary<string, object?> Metadata => (Dictionary<string, object?>)Tree["metadata"]!;

    /// <summary>The pods that it makes; null where it makes none.</summary>
    public V1PodTemplateSpec? Pods => Model switch
    {
        V1DaemonSet set => set.Spec.Template,
        V1Deployment deployment => deployment.Spec.Template,
        V1Job job => job.Spec.Template,
        V1Pod pod => new() { Metadata = pod.Metadata, Spec = pod.Spec },
        _ => null,
    };

    /// <exception cref="InvalidDataException">A field or a kind that the API does not know.</exception>
    public static IEnumerable<Manifest> ReadAll(string yaml, string source) =>
        Yaml.ReadAll(yaml).Select(tree => Of((Dictionary<string, object?>)tree, source));

    /// <summary>Reads every object of a file.</summary>
    public static IReadOnlyList<Manifest> ReadFile(string path) => [.. ReadAll(File.ReadAllText(path), path)];

    public override string ToString() => $"{Kind} {Name} ({Source})";

    private static Manifest Of(Dictionary<string, object?> tree, string source)
    {
        var kind = ((string)tree["apiVersion"]!, (string)tree["kind"]!);
        if (!_readers.TryGetValue(kind, out var read))
            throw new InvalidDataException($"{source}: no model of {kind}");
        try
        {
            return new(source, tree, read(Yaml.Write(tree)));
        }
        catch (YamlDotNet.Core.YamlException e)
        {
            throw new InvalidDataException($"{source}, {kind}: {e.Message} {e.InnerException?.Message}", e);
        }
    }

    private static object Read<T>(string yaml)
        where T : notnull => KubernetesYaml.Deserialize<T>(yaml, strict: true);
}
