using Sgx.Agent.Allocations;

namespace Sgx.Agent.Callers;

/// <summary>Those who come through one listening socket.</summary>
/// <param name="Name">Tells it from other classes.</param>
/// <param name="Owner">Whose the socket is; null where it is everybody's.</param>
internal sealed record CallerClass(string Name, AllocationOwner? Owner = null)
{
    /// <summary>Those of the well-known socket.</summary>
    public static CallerClass Shared { get; } = new(Caller.Shared);
}
