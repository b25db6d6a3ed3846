using Sgx.Agent.Kubelet.DevicePlugin;

namespace Sgx.Agent.DevicePlugin.Resources;

/// <summary>A resource that is offered to the kubelet: how many units, and whether they are healthy now.</summary>
/// <remarks>All units share their health: they stand for one driver, or for one service.</remarks>
internal sealed class PublishedResource(ResourceDialect dialect, int count)
{
    private readonly Lock _lock = new();
    private ResourceHealth _now = new("not looked at yet", NewChange());

    public ResourceDialect Dialect { get; } = dialect;

    public string Name => Dialect.Name;

    public int Count { get; } = count;

    /// <summary>The list of its units, as the kubelet takes it.</summary>
    public ListAndWatchResponse List(bool isHealthy) => DeviceList.Of(Dialect.IdPrefix, Count, isHealthy);

    /// <summary>The unit of an id; null when none of its units has it.</summary>
    public int? UnitOf(string id) => id.StartsWith(Dialect.IdPrefix, StringComparison.Ordinal)
        ? DeviceIds.UnitOf(id[Dialect.IdPrefix.Length..], Count)
        : null;

    /// <summary>Its health, and the task that ends when that is another.</summary>
    public ResourceHealth Now
    {
        get
        {
            lock (_lock)
                return _now;
        }
    }

    /// <summary>Tells its health: why it is unhealthy, or empty.</summary>
    /// <returns>Whether it was another before.</returns>
    public bool Set(string trouble)
    {
        lock (_lock)
        {
            var before = _now;
            if (before.Trouble == trouble)
                return false;

            // For the same health by another reason the kubelet needs no new list.
            var isFlip = before.IsHealthy != (trouble.Length == 0);
            _now = new(trouble, isFlip ? NewChange() : before.Change);
            if (isFlip)
                before.Change.SetResult();
            return true;
        }
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>The health of a resource at a moment.</summary>
/// <param name="Trouble">Why it is unhealthy; empty when it is healthy.</param>
/// <param name="Change">Completed when it turns from healthy to unhealthy, or back.</param>
internal sealed record ResourceHealth(string Trouble, TaskCompletionSource Change)
{
    public bool IsHealthy => Trouble.Length == 0;
}
