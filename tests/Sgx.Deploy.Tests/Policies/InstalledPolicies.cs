using k8s;
using k8s.Models;

namespace Sgx.Deploy.Tests.Policies;

/// <summary>Policies that a cluster has until this is disposed.</summary>
internal sealed class InstalledPolicies : IAsyncDisposable
{
    private readonly IKubernetes _cluster;
    private readonly List<Func<Task>> _removals = [];

    private InstalledPolicies(IKubernetes cluster) => _cluster = cluster;

    public static async Task<InstalledPolicies> Install(
        IKubernetes cluster, IEnumerable<object> policies, CancellationToken cancellation)
    {
        var installed = new InstalledPolicies(cluster);
        try
        {
            foreach (var policy in policies)
                await installed.Add(policy, cancellation);
            return installed;
        }
        catch
        {
            await installed.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var remove in _removals)
            await remove();
    }

    private async Task Add(object policy, CancellationToken cancellation)
    {
        var api = _cluster.AdmissionregistrationV1;
        switch (policy)
        {
            case V1MutatingAdmissionPolicy one:
                _ = await api.CreateMutatingAdmissionPolicyAsync(one, cancellationToken: cancellation);
                _removals.Add(() => api.DeleteMutatingAdmissionPolicyAsync(one.Metadata.Name));
                break;
            case V1MutatingAdmissionPolicyBinding one:
                _ = await api.CreateMutatingAdmissionPolicyBindingAsync(one, cancellationToken: cancellation);
                _removals.Add(() => api.DeleteMutatingAdmissionPolicyBindingAsync(one.Metadata.Name));
                break;
            case V1ValidatingAdmissionPolicy one:
                _ = await api.CreateValidatingAdmissionPolicyAsync(one, cancellationToken: cancellation);
                _removals.Add(() => api.DeleteValidatingAdmissionPolicyAsync(one.Metadata.Name));
                break;
            case V1ValidatingAdmissionPolicyBinding one:
                _ = await api.CreateValidatingAdmissionPolicyBindingAsync(one, cancellationToken: cancellation);
                _removals.Add(() => api.DeleteValidatingAdmissionPolicyBindingAsync(one.Metadata.Name));
                break;
            default:
                throw new InvalidDataException($"{policy.GetType().Name} is no policy");
        }
    }
}
