using k8s;
using Sgx.Deploy.Tests.Charts;
using Sgx.Deploy.Tests.Manifests;
using Sgx.Testing;

namespace Sgx.Deploy.Tests.Policies;

/// <summary>The chart's policies for pods, evaluated by a real API server.</summary>
public sealed class PodPolicyTests
{
    // A kubeconfig of somebody who may do everything. Nothing is left in that cluster.
    private const string Variable = "SGX_TEST_KUBECONFIG";
    private const string Namespace = "default", Release = "sgx-policy-test";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static IReadOnlyList<PodCase> Cases =>
    [
        .. ((List<object?>)Yaml.ReadAll(File.ReadAllText(Path.Combine(
            RepositoryRoot.Path, "tests", "Sgx.Deploy.Tests", "Policies", "pods.yaml")))[0])
            .Select(tree => new PodCase((Dictionary<string, object?>)tree!)),
    ];

    [Fact]
    public async Task Pods_get_what_they_ask_for_or_are_told_why_not()
    {
        var path = Environment.GetEnvironmentVariable(Variable) ?? "";
        Assert.SkipWhen(path.Length == 0, $"{Variable} names no cluster with Kubernetes 1.36 or later");
        using var cluster = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(path));
        await using var policies = await InstalledPolicies.Install(cluster, Policies(), Cancellation);

        // A new policy holds within some seconds.
        var refused = Cases.First(one => one.Name == "Intel, as if in MiB");
        await Eventually.Holds(
            async () => await refused.Complaint(cluster, Namespace, Cancellation) is null, Cancellation);
        var complaints = new List<string>();
        foreach (var one in Cases)
        {
            if (await one.Complaint(cluster, Namespace, Cancellation) is { } complaint)
                complaints.Add($"{one.Name}: {complaint}");
        }

        Complaints.None(complaints);
    }

    private static IEnumerable<object> Policies() => Chart.Ours
        .Render(Chart.Ours.Merged(Chart.Required, "policies: { enabled: true }"), Release).Objects
        .Where(manifest => manifest.Name.Contains("-pod", StringComparison.Ordinal)
            && manifest.Kind.Contains("AdmissionPolicy", StringComparison.Ordinal))
        .Select(manifest => manifest.Model);
}
