using Sgx.Agent.Callers;

namespace Sgx.Agent.Allocations;

/// <summary>Whose an allocation is, as far as the kubelet has told. May be read by any thread.</summary>
/// <param name="token">The allocation.</param>
/// <param name="lookUp">Has its name looked up, some time soon; called by any thread.</param>
internal sealed class AllocationOwner(AllocationToken token, Action lookUp)
{
    private readonly string _anonymous = $"allocation:{token.Shown}";
    private volatile ContainerName? _container;
    private volatile bool _isUnknown;

    /// <summary>The container that was given it; null while that is not known.</summary>
    public ContainerName? Container => _container;

    /// <summary>Whether it will never be known, or never again.</summary>
    public bool IsUnknown => _isUnknown;

    /// <summary>Has the name looked up, if it may become known.</summary>
    public void Ask()
    {
        if (_container is null && !_isUnknown)
            lookUp();
    }

    /// <summary>It is this one's.</summary>
    public void Name(ContainerName container)
    {
        if (!_isUnknown)
            _container = container;
    }

    /// <summary>It may not be this one's any more; the name is not used until the kubelet says it again.</summary>
    public void Suspend() => _container = null;

    /// <summary>Nobody can say whose it is, from now on.</summary>
    public void Forget()
    {
        _isUnknown = true;
        _container = null;
    }

    public override string ToString() => _container?.ToString() ?? _anonymous;
}
