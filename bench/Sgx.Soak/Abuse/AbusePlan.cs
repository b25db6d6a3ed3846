namespace Sgx.Soak.Abuse;

/// <summary>How long the agent is abused.</summary>
internal sealed record AbusePlan
{
    public static AbusePlan Full { get; } = new()
    {
        Slices = 4, SliceTime = TimeSpan.FromSeconds(1), FairTime = TimeSpan.FromSeconds(10), AreFiguresFirm = true,
    };

    /// <summary>Enough to see that everything works: seconds.</summary>
    public static AbusePlan Short { get; } = new()
    {
        Slices = 1, SliceTime = TimeSpan.FromMilliseconds(150), FairTime = TimeSpan.FromSeconds(1),
        AreFiguresFirm = false,
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

    /// <summary>Well-behaved clients beside the abuse.</summary>
    public int Bystanders { get; } = 8;

    /// <summary>What the agent may have resident, whatever it is asked.</summary>
    public double MaxMegabytes { get; } = 512;
}
