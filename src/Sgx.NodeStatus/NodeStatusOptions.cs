namespace Sgx.NodeStatus;

/// <summary>What is told to the cluster, and of which node.</summary>
internal sealed record NodeStatusOptions
{
    /// <summary>The Node object's name.</summary>
    public required string Node { get; init; }

    /// <summary>The quoting service's socket.</summary>
    public required string SocketPath { get; init; }

    /// <summary>Whether a daemon of another make at that socket counts for nothing.</summary>
    public bool RequiresOwn { get; init; }

    /// <summary>The type of the Node's condition; null tells none.</summary>
    public string? Condition { get; init; }

    /// <summary>The key of the taint that is taken away once the node can quote; null takes none away.</summary>
    public string? Taint { get; init; }

    /// <summary>Whether transitions are Events of the Node.</summary>
    public bool Events { get; init; } = true;

    /// <summary>Extended resources that the Node is given, by name.</summary>
    public IReadOnlyDictionary<string, ResourceUnits> Capacity { get; init; } =
        new Dictionary<string, ResourceUnits>();

    /// <summary>How much enclave memory the node has.</summary>
    public EpcSetting Epc { get; init; } = EpcSetting.Found;

    /// <summary>Where this process sees the host's <c>/sys</c>, by which the kernel tells of EPC.</summary>
    public string SysRoot { get; init; } = "/sys";

    /// <summary>How often the service is asked.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether the program stays when it has cleaned the node.</summary>
    public bool IsStaying { get; init; }
}
