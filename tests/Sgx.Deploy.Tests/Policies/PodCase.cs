using k8s;
using k8s.Autorest;
using k8s.Models;
using Sgx.Deploy.Tests.Manifests;

namespace Sgx.Deploy.Tests.Policies;

/// <summary>A pod, and what the policies are to make of it.</summary>
internal sealed class PodCase(Dictionary<string, object?> tree)
{
    private static readonly string[] _units = ["sgx-quote-helper.io/enclave", "sgx-quote-helper.io/quoting"];

    public string Name => (string)tree["name"]!;

    /// <summary>Where it is not as it should be; null when all is well.</summary>
    public async Task<string?> Complaint(IKubernetes cluster, string folder, CancellationToken cancellation)
    {
        try
        {
            using var answer = await cluster.CoreV1.CreateNamespacedPodWithHttpMessagesAsync(
                Pod(), folder, dryRun: "All", cancellationToken: cancellation);
            var warnings = answer.Response.Headers.TryGetValues("Warning", out var all) ? string.Join(' ', all) : "";
            return Complaint(answer.Body, warnings);
        }
        catch (HttpOperationException e)
        {
            var told = e.Response.Content;
            return Told("refused") is { } part && told.Contains(part, StringComparison.Ordinal) ? null : told;
        }
    }

    private string? Complaint(V1Pod pod, string warnings)
    {
        if (Told("refused") is { } refusal)
            return $"was not refused with '{refusal}'";
        if (!warnings.Contains(Told("warned") ?? "", StringComparison.Ordinal)
            || (Told("warned") is null && warnings.Length > 0))
        {
            return $"warnings: '{warnings}'";
        }

        var given = Given("containers", pod.Spec.Containers).Concat(Given("initContainers", pod.Spec.InitContainers));
        var (found, wanted) = (string.Join("; ", given), string.Join("; ", Wanted()));
        return found == wanted ? null : $"expected '{wanted}', found '{found}'";
    }

    private V1Pod Pod() => KubernetesYaml.Deserialize<V1Pod>(Yaml.Write(new Dictionary<string, object?>
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = new Dictionary<string, object?>
        {
            ["name"] = "tried", ["annotations"] = tree.GetValueOrDefault("annotations"),
        },
        ["spec"] = tree["spec"],
    }));

    private string? Told(string how) => (string?)tree.GetValueOrDefault(how);

    private IEnumerable<string> Wanted() =>
        from entry in (Dictionary<string, object?>?)tree.GetValueOrDefault("gets") ?? []
        select $"{entry.Key}: {string.Join(", ", (List<object?>)entry.Value!)}";

    // What a limit says, the request must say as well.
    private static IEnumerable<string> Given(string list, IList<V1Container>? containers) =>
        from container in (containers ?? []).Index()
        let units = _units.Where(unit => IsOne(container.Item.Resources?.Limits, unit)
            && IsOne(container.Item.Resources?.Requests, unit)).ToList()
        where units.Count > 0
        select $"{list}/{container.Index}: {string.Join(", ", units)}";

    private static bool IsOne(IDictionary<string, ResourceQuantity>? amounts, string unit) =>
        amounts?.TryGetValue(unit, out var amount) is true && amount.ToString() == "1";
}
