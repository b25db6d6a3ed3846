using System.Text.Json;
using System.Text.RegularExpressions;
using k8s;
using k8s.Models;

namespace Sgx.Deploy.Tests.Manifests;

/// <summary>What the API server refuses although the fields have the right names.</summary>
internal static partial class ApiRules
{
    /// <summary>Every complaint about an object; none when it would be taken.</summary>
    public static IEnumerable<string> Complaints(Manifest manifest)
    {
        var all = Names(manifest).Concat(Types(manifest)).Concat(Workload(manifest));
        if (manifest.Pods is { } pods)
            all = all.Concat(Pod(pods.Spec));
        if (manifest.Model is V1ClusterRole role)
            all = all.Concat(role.Rules.Where(rule => rule.Verbs.Contains("*")).Select(_ => "a role of every verb"));
        return all.Select(complaint => $"{manifest}: {complaint}");
    }

    private static IEnumerable<string> Names(Manifest manifest)
    {
        if (!DnsName().IsMatch(manifest.Name))
            yield return $"name {manifest.Name}";
        foreach (var (key, value) in manifest.Metadata.GetValueOrDefault("labels") as Dictionary<string, object?> ?? [])
        {
            if (!LabelKey().IsMatch(key) || value is not string text || !LabelValue().IsMatch(text))
                yield return $"label {key}: {value}";
        }
    }

    // The models take a number for text. The API server does not: an environment variable's value is quoted.
    private static IEnumerable<string> Types(Manifest manifest)
    {
        var model = JsonSerializer.Deserialize<JsonElement>(KubernetesJson.Serialize(manifest.Model));
        return Tree.Differences(manifest.Tree, FromJson(model)).Where(difference => !Quantity().IsMatch(difference));
    }

    private static IEnumerable<string> Workload(Manifest manifest)
    {
        if (manifest.Model is V1DaemonSet set)
        {
            foreach (var (key, value) in set.Spec.Selector.MatchLabels)
            {
                if (set.Spec.Template.Metadata.Labels.TryGetValue(key, out var label) is false || label != value)
                    yield return $"selector {key}={value} does not match the pods";
            }

            if (set.Spec.UpdateStrategy?.RollingUpdate is { } rolling
                && IsZero(rolling.MaxSurge) == IsZero(rolling.MaxUnavailable))
                yield return "one of maxSurge and maxUnavailable is zero, the other is not";
        }

        if (manifest.Model is V1Job job && job.Spec.Template.Spec.RestartPolicy is not ("Never" or "OnFailure"))
            yield return "a Job restarts Never or OnFailure";
    }

    private static IEnumerable<string> Pod(V1PodSpec pod)
    {
        var containers = pod.Containers.Concat(pod.InitContainers ?? []).ToList();
        var volumes = (pod.Volumes ?? []).Select(volume => volume.Name).ToList();
        foreach (var name in Twice(containers.Select(container => container.Name)).Concat(Twice(volumes)))
            yield return $"{name} twice";
        foreach (var container in containers)
        {
            foreach (var complaint in Container(container, volumes))
                yield return $"container {container.Name}: {complaint}";
        }

        var mounts = containers.SelectMany(container => container.VolumeMounts ?? []).Select(mount => mount.Name);
        foreach (var volume in volumes.Except(mounts))
            yield return $"volume {volume} is mounted nowhere";
    }

    private static IEnumerable<string> Container(V1Container container, List<string> volumes)
    {
        var mounts = container.VolumeMounts ?? [];
        var ports = (container.Ports ?? []).Select(port => port.Name).ToList();
        foreach (var mount in mounts.Where(mount => !volumes.Contains(mount.Name)))
            yield return $"no volume {mount.Name}";
        foreach (var path in Twice(mounts.Select(mount => mount.MountPath)))
            yield return $"{path} is mounted twice";
        foreach (var name in Twice((container.Env ?? []).Select(variable => variable.Name)))
            yield return $"variable {name} twice";
        foreach (var port in new[] { container.StartupProbe, container.ReadinessProbe, container.LivenessProbe }
            .Select(probe => probe?.HttpGet?.Port?.Value).OfType<string>().Where(port => !ports.Contains(port)))
            yield return $"a probe asks port {port}, which is not there";
        foreach (var complaint in Extended(container.Resources))
            yield return complaint;
    }

    private static IEnumerable<string> Extended(V1ResourceRequirements? resources)
    {
        var requests = resources?.Requests ?? new Dictionary<string, ResourceQuantity>();
        var limits = resources?.Limits ?? new Dictionary<string, ResourceQuantity>();
        foreach (var (name, limit) in limits)
        {
            if (!name.Contains('/', StringComparison.Ordinal))
                continue;
            if (limit.ToDecimal() != Math.Truncate(limit.ToDecimal()))
                yield return $"{name}: {limit} is no whole number";
            // Where one device is one MiB, 10Mi would be ten million of them.
            if (name.Contains("MiB", StringComparison.Ordinal) && limit.ToDecimal() > 1024 * 1024)
                yield return $"{name}: {limit} counts MiB, not bytes";
            if (requests.TryGetValue(name, out var request) && request.ToDecimal() != limit.ToDecimal())
                yield return $"{name}: request and limit differ";
        }

        var unlimited = requests.Keys.Except(limits.Keys);
        foreach (var name in unlimited.Where(name => name.Contains('/', StringComparison.Ordinal)))
            yield return $"{name}: a request without a limit";
    }

    private static bool IsZero(IntOrString? value) => value?.Value is null or "0" or "0%";

    private static IEnumerable<string> Twice(IEnumerable<string> names) =>
        names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key);

    private static object? FromJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object =>
            json.EnumerateObject().ToDictionary(member => member.Name, member => FromJson(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().Select(FromJson).ToList(),
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? whole : (object)json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => json.GetString(),
        _ => null,
    };

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$")]
    private static partial Regex DnsName();

    [GeneratedRegex("^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$")]
    private static partial Regex LabelKey();

    [GeneratedRegex("^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$")]
    private static partial Regex LabelValue();

    // A quantity may be written as a number.
    [GeneratedRegex(@"\.(limits|requests)\.\S+: (\d+) \(Int64\) / \2 \(String\)$")]
    private static partial Regex Quantity();
}
