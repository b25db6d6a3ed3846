using Microsoft.Extensions.Logging;
using Sgx.Agent.DevicePlugin.Resources;

namespace Sgx.Agent.DevicePlugin.Devices;

/// <summary>Keeps a resource's health true.</summary>
internal sealed partial class HealthWatch(
    PublishedResource resource, IHealthSource source, TimeSpan interval, ILogger<HealthWatch> log)
{
    // A pod that is on its way to the node fails for good while its resource is unhealthy.
    private const int LooksToTurn = 3;

    private int _troubledLooks;

    /// <summary>Looks now: healthy at once, unhealthy when it stays so.</summary>
    public async Task Look(CancellationToken cancellation)
    {
        var trouble = await source.Trouble(cancellation);
        _troubledLooks = trouble.Length == 0 ? 0 : _troubledLooks + 1;
        if (resource.Now.IsHealthy && _troubledLooks is > 0 and < LooksToTurn)
            return;
        if (!resource.Set(trouble))
            return;
        if (trouble.Length == 0)
            Log.Healthy(log, resource.Name, resource.Count);
        else
            Log.Unhealthy(log, resource.Name, trouble);
    }

    /// <summary>Looks again and again until cancelled.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(interval, cancellation);
            await Look(cancellation);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Resource}: {Count} units, healthy")]
        public static partial void Healthy(ILogger logger, string resource, int count);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Resource}: unhealthy, {Trouble}")]
        public static partial void Unhealthy(ILogger logger, string resource, string trouble);
    }
}
