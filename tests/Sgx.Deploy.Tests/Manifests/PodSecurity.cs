using k8s.Models;

namespace Sgx.Deploy.Tests.Manifests;

/// <summary>The Pod Security Standards' level "restricted", and what is asked of our own pods.</summary>
internal static class PodSecurity
{
    private static readonly string[] _seLinuxTypes =
        ["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"];

    /// <summary>What keeps a pod out of a namespace of level "restricted"; none when it may in.</summary>
    public static IEnumerable<string> Restricted(V1PodSpec pod)
    {
        if (pod.HostNetwork is true || pod.HostPID is true || pod.HostIPC is true)
            yield return "shares the node's namespaces";
        foreach (var volume in (pod.Volumes ?? []).Where(volume => !IsHarmless(volume)))
            yield return $"volume {volume.Name} is of a forbidden kind";
        foreach (var container in Containers(pod))
        {
            foreach (var complaint in Container(container, pod.SecurityContext))
                yield return $"container {container.Name}: {complaint}";
        }
    }

    /// <summary>What every container of ours lacks; none when it is as tight as can be.</summary>
    public static IEnumerable<string> Ours(V1PodSpec pod)
    {
        if (pod.HostPID is true || pod.HostIPC is true)
            yield return "shares the node's namespaces";
        foreach (var container in Containers(pod))
        {
            var security = container.SecurityContext;
            if (security?.ReadOnlyRootFilesystem is not true)
                yield return $"{container.Name}: the root file system is not read-only";
            if (security?.RunAsUser is null && pod.SecurityContext?.RunAsUser is null)
                yield return $"{container.Name}: nobody says as which user";
            var limits = container.Resources?.Limits ?? new Dictionary<string, ResourceQuantity>();
            if (!limits.ContainsKey("cpu") || !limits.ContainsKey("memory"))
                yield return $"{container.Name}: no limits";
            foreach (var complaint in Privileges(container, pod.SecurityContext))
                yield return $"{container.Name}: {complaint}";
        }
    }

    private static IEnumerable<string> Container(V1Container container, V1PodSecurityContext? pod)
    {
        var security = container.SecurityContext;
        if ((security?.RunAsNonRoot ?? pod?.RunAsNonRoot) is not true)
            yield return "may be root";
        if ((security?.RunAsUser ?? pod?.RunAsUser) is 0)
            yield return "is root";
        if ((container.Ports ?? []).Any(port => port.HostPort is not (null or 0)))
            yield return "takes a port of the node";
        // Since 1.34: the kubelet would ask it in the pod's name.
        if (new[] { container.StartupProbe, container.ReadinessProbe, container.LivenessProbe }.Any(AsksAnotherHost))
            yield return "probes another host";
        // Also of level "baseline".
        if ((security?.SeLinuxOptions ?? pod?.SeLinuxOptions)?.Type is { } type && !_seLinuxTypes.Contains(type))
            yield return $"is of SELinux type {type}";
        foreach (var complaint in Privileges(container, pod))
            yield return complaint;
    }

    private static IEnumerable<string> Privileges(V1Container container, V1PodSecurityContext? pod)
    {
        var security = container.SecurityContext;
        if (security?.Privileged is true)
            yield return "is privileged";
        if (security?.AllowPrivilegeEscalation is not false)
            yield return "may escalate privileges";
        if (security?.Capabilities?.Drop?.Contains("ALL") is not true)
            yield return "keeps capabilities";
        if ((security?.Capabilities?.Add ?? []).Count > 0)
            yield return "adds capabilities";
        if ((security?.SeccompProfile ?? pod?.SeccompProfile)?.Type is not ("RuntimeDefault" or "Localhost"))
            yield return "has no seccomp profile";
    }

    private static bool AsksAnotherHost(V1Probe? probe) =>
        !string.IsNullOrEmpty(probe?.HttpGet?.Host) || !string.IsNullOrEmpty(probe?.TcpSocket?.Host);

    private static IEnumerable<V1Container> Containers(V1PodSpec pod) =>
        pod.Containers.Concat(pod.InitContainers ?? []);

    private static bool IsHarmless(V1Volume volume) =>
        volume.ConfigMap is not null || volume.Csi is not null || volume.DownwardAPI is not null
        || volume.EmptyDir is not null || volume.Ephemeral is not null || volume.PersistentVolumeClaim is not null
        || volume.Projected is not null || volume.Secret is not null;
}
