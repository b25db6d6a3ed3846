namespace Sgx.Soak.Abuse;

/// <summary>How long the agent is abused.</summary>
internal sealed record AbusePlan
{
    public static AbusePlan Full { get; } = new()
    {
        Slices = 4, SliceTime = TimeSpan.FromSeconds(1), FairTime = TimeSpan.FromSeconds(10), AreFiguresFirm = true,
        Repetitions = 20,
    };

    /// <summary>Enough to see that everything works: seconds.</summary>
    public static AbusePlan Short { get; } = new()
    {
        Slices = 1, SliceTime = TimeSpan.FromMilliseconds(150), FairTime = TimeSpan.FromSeconds(1),
        AreFiguresFirm = false, Repetitions = 3,
    };

    /// <summary>Part of a name, where only abuse of such names is committed; null for all there is.</summary>
    public string? Only { get; init; }

    /// <summary>How often quiet and abuse take turns, for each abuse.</summary>
    public required int Slices { get; init; }

    /// <summary>How long each of the two lasts.</summary>
    public required TimeSpan SliceTime { get; init; }

    /// <summary>How long callers share the quoting enclave.</summary>
    public required TimeSpan FairTime { get; init; }

    /// <summary>Whether there is time enough to hold the agent to its figures of fairness.</summary>
    public required bool AreFiguresFirm { get; init; }

    /// <summary>How often honest clients try beside abuses that are about being served at all.</summary>
    public required int Repetitions { get; init; }

    /// <summary>Most megabytes in the agent's cgroup, the kernel's own included: its chart's limit.</summary>
    public int GroupLimitMegabytes { get; } = 512;

    /// <summary>Megabytes to stay under, with those of the kernel.</summary>
    public double TargetMegabytes { get; } = 128;

    /// <summary>Milliseconds in which 99 of 100 quotes come at a container's own socket, whatever others do.</summary>
    public double TargetMilliseconds { get; } = 5;

    /// <summary>Well-behaved clients beside the abuse.</summary>
    public int Bystanders { get; } = 8;

    /// <summary>What the agent may have resident, whatever it is asked.</summary>
    public double MaxMegabytes { get; } = 512;
}
