using Sgx.Agent.Callers;
using Sgx.Agent.Kubelet.PodResources;

namespace Sgx.Agent.Allocations;

/// <summary>Which container has which units, as the kubelet told at one moment.</summary>
internal sealed class PodListing
{
    // Of a pod, by Kubernetes' rules; namespaces and containers have 63 characters at most.
    private const int MaxName = 253;

    // Null where two containers have the same unit, or one whose name is not whole.
    private readonly Dictionary<string, Dictionary<string, ContainerName?>> _byResource = [];

    /// <param name="listed">What the kubelet told.</param>
    /// <param name="resources">The resources of interest.</param>
    public PodListing(ListPodResourcesResponse listed, IEnumerable<string> resources)
    {
        Pods = listed.PodResources.Count;
        foreach (var resource in resources)
            _byResource[resource] = [];
        foreach (var pod in listed.PodResources)
        {
            foreach (var container in pod.Containers)
                Add(NameOf(pod, container), container.Devices);
        }
    }

    /// <summary>How many pods it lists, with units or without.</summary>
    public int Pods { get; }

    /// <summary>Whether somebody has a unit.</summary>
    /// <param name="resource">Of which resource.</param>
    /// <param name="id">Which unit.</param>
    /// <param name="container">Who; null when nobody has it, and when that is not clear.</param>
    public bool TryFind(string resource, string id, out ContainerName? container)
    {
        container = null;
        return _byResource.TryGetValue(resource, out var units) && units.TryGetValue(id, out container);
    }

    private void Add(ContainerName? container, IEnumerable<ContainerDevices> devices)
    {
        foreach (var some in devices)
        {
            if (!_byResource.TryGetValue(some.ResourceName, out var units))
                continue;
            foreach (var id in some.DeviceIds)
            {
                if (!units.TryAdd(id, container) && units[id] != container)
                    units[id] = null;
            }
        }
    }

    private static ContainerName? NameOf(PodResources pod, ContainerResources container) =>
        pod.Namespace.Length > 0 && pod.Name.Length > 0 && container.Name.Length > 0
            ? new(Shown(pod.Namespace), Shown(pod.Name), Shown(container.Name))
            : null;

    // Whoever answers at the kubelet's socket is believed; still, names go to logs, audit and metrics.
    private static string Shown(string name) => PrintableText.OneLine(name, MaxName);
}
