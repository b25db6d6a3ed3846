using System.Net;
using Microsoft.Extensions.Logging;
using Sgx.Agent.DevicePlugin.Resources;

namespace Sgx.Agent.DevicePlugin;

/// <summary>All that an operator may set of <c>sgx-agent device-plugin</c>, validated.</summary>
internal sealed record PluginOptions
{
    /// <summary>What is offered to the kubelet.</summary>
    public required IReadOnlyList<ResourceDialect> Resources { get; init; }

    /// <summary>Those of them with which a container gets a socket of the quoting service.</summary>
    public required IReadOnlyList<ResourceDialect> OptIn { get; init; }

    /// <summary>How many there are of each resource that is configured by number.</summary>
    public required IReadOnlyDictionary<ResourceUnit, int> Units { get; init; }

    public required EpcSetting Epc { get; init; }

    /// <summary>How many units of enclave memory the kubelet is offered at most.</summary>
    /// <remarks>
    /// The work of a kubelet of 1.36 that starts grows with the product of units and allocated units.
    /// </remarks>
    public int MaxEpcUnits { get; init; } = DeviceIds.Count;

    /// <summary>Where the kubelet and its plugins have their sockets.</summary>
    public required string KubeletFolder { get; init; }

    /// <summary>The quoting service's socket, where it is asked whether it is ready.</summary>
    public required string SocketPath { get; init; }

    /// <summary>Where the folders of allocations lie.</summary>
    public required string AllocationsFolder { get; init; }

    /// <summary>Where allocations are written down.</summary>
    public required string JournalFolder { get; init; }

    /// <summary>Where this process sees the host's <c>/dev</c>.</summary>
    public required string DevRoot { get; init; }

    /// <summary>Where this process sees the host's <c>/sys</c>.</summary>
    public required string SysRoot { get; init; }

    /// <summary>
    /// Where <c>/livez</c>, <c>/readyz</c> and <c>/metrics</c> are answered over HTTP; null is nowhere.
    /// </summary>
    public IPEndPoint? Http { get; init; }

    public required LogLevel LogLevel { get; init; }

    public PluginTimes Times { get; init; } = new();
}

/// <summary>How long the plugin waits for others.</summary>
internal sealed record PluginTimes
{
    /// <summary>How often health is looked after.</summary>
    public TimeSpan HealthInterval { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often the kubelet's folder is looked at, besides watching it.</summary>
    public TimeSpan FolderInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the kubelet may take to register a resource; it dials back meanwhile.</summary>
    public TimeSpan RegisterDeadline { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a resource may be registered without the kubelet's watching it.</summary>
    public TimeSpan UnwatchedGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest pause between two tries to register.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an allocation waits for the service to listen at its socket.</summary>
    public TimeSpan SocketPatience { get; init; } = TimeSpan.FromSeconds(5);
}
