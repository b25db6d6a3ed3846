namespace Sgx.Agent.Allocations;

/// <summary>Where allocations are written down and served, and how often that is looked after.</summary>
internal sealed record AllocationOptions
{
    /// <summary>Longest path of the folder of folders, in bytes: a socket's path has 107 at most.</summary>
    public const int MaxFolderBytes = 60;

    public required AllocationFolders Folders { get; init; }

    /// <summary>The folder that the device plugin writes to.</summary>
    public required string Journal { get; init; }

    /// <summary>The kubelet's socket that tells which pod has which units; null leaves all without names.</summary>
    public string? PodResources { get; init; }

    /// <summary>How often journal and sockets are looked at, where nothing else says that they have changed.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>From one question of a caller's to the kubelet to the next, at least.</summary>
    public TimeSpan LookUpPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long after an allocation was seen the kubelet is asked whose it is, before anybody wants to know; then at
    /// twice that age, and so on.
    /// </summary>
    public TimeSpan FirstLookUp { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// How often the kubelet is asked in any case, and for how long all units of an allocation must have been free
    /// before it is removed.
    /// </summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long the admission of a pod takes, at most: the time in which its containers may be given the same units,
    /// one after another. Units that are allocated again later have gone to another pod.
    /// </summary>
    public TimeSpan AdmissionTime { get; init; } = TimeSpan.FromMinutes(10);
}
