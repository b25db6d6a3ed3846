using Sgx.Aesm;

namespace Sgx.Agent.DevicePlugin.Devices;

/// <summary>What the health of a resource follows.</summary>
internal interface IHealthSource
{
    /// <summary>Why it is unhealthy now; empty when it is healthy.</summary>
    ValueTask<string> Trouble(CancellationToken cancellation);
}

/// <summary>Healthy while there is a device node of every kind.</summary>
internal sealed class NodeHealth(DeviceNodes nodes, IReadOnlyList<DeviceNodeKind> kinds) : IHealthSource
{
    public ValueTask<string> Trouble(CancellationToken cancellation) => ValueTask.FromResult(string.Join(
        "; ",
        kinds.Where(kind => nodes.Find(kind) is []).Select(kind => $"none of {DeviceNodes.Names(kind)} is there")));
}

/// <summary>Healthy because somebody asked for simulated devices.</summary>
internal sealed class SimulatedHealth : IHealthSource
{
    public ValueTask<string> Trouble(CancellationToken cancellation) => ValueTask.FromResult("");
}

/// <summary>Healthy while the quoting service says that it can quote.</summary>
internal sealed class ServiceHealth(string socketPath) : IHealthSource
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    private readonly AesmClient _client = new(
        new() { SocketPath = socketPath, Timeout = Deadline, Patience = TimeSpan.Zero });

    private readonly string _isAnother = $"another daemon serves at {socketPath}; it cannot tell who calls";
    private string? _lastWord;

    public async ValueTask<string> Trouble(CancellationToken cancellation)
    {
        try
        {
            return await _client.Identify(cancellation) switch
            {
                null when await HangsUpOnEverything(cancellation) => _lastWord ?? _isAnother,
                null => _isAnother,
                { IsReady: true } => _lastWord = "",
                { Trouble: var trouble } => _lastWord = $"the quoting service is not ready: {trouble}",
            };
        }
        catch (QuotingException e)
        {
            return $"the quoting service does not answer: {e.Message}";
        }
    }

    // A service of ours does so while this user leaves its replies unread, and a container may be the same user. It
    // lives, and allocations have sockets of their own, so its last word holds. Other daemons list their keys.
    private async Task<bool> HangsUpOnEverything(CancellationToken cancellation)
    {
        try
        {
            _ = await _client.GetAttestationKeyIds(cancellation);
            return false;
        }
        catch (QuotingException)
        {
            return true;
        }
    }
}
