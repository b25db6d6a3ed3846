namespace Sgx.Agent.Callers;

/// <summary>A container of this node, as Kubernetes names it.</summary>
/// <param name="Namespace">Of its pod.</param>
/// <param name="Pod">The pod's name.</param>
/// <param name="Container">Its own name in the pod.</param>
internal sealed record ContainerName(string Namespace, string Pod, string Container)
{
    public bool IsOfSamePod(ContainerName other) => Pod == other.Pod && Namespace == other.Namespace;

    public override string ToString() => $"{Namespace}/{Pod}/{Container}";
}
