namespace Sgx.Soak;

/// <summary>How long the agent is soaked.</summary>
internal sealed record SoakPlan
{
    public static SoakPlan Full { get; } = new()
    {
        Clients = 64, HandOvers = 1_000, Restarts = 100, Quotes = 1_000_000, Sampling = TimeSpan.FromSeconds(1),
        HangDeadline = TimeSpan.FromSeconds(5), MegabytesOfGrowth = 8,
    };

    /// <summary>Enough to see that everything works: seconds.</summary>
    public static SoakPlan Short { get; } = new()
    {
        Clients = 16, HandOvers = 4, Restarts = 2, Quotes = 1_000, Sampling = TimeSpan.FromMilliseconds(20),
        HangDeadline = TimeSpan.FromMilliseconds(500), MegabytesOfGrowth = 200,
    };

    /// <summary>Clients at once.</summary>
    public required int Clients { get; init; }

    /// <summary>Planned updates: a successor takes over, the predecessor drains.</summary>
    public required int HandOvers { get; init; }

    /// <summary>Agents killed without a word.</summary>
    public required int Restarts { get; init; }

    /// <summary>Quotes in the life of one agent.</summary>
    public required long Quotes { get; init; }

    /// <summary>How often that agent is looked at.</summary>
    public required TimeSpan Sampling { get; init; }

    /// <summary>How long a newcomer that hangs is given for its first quote.</summary>
    public required TimeSpan HangDeadline { get; init; }

    /// <summary>How much the long run's agent may grow; a heap that breathes is no leak.</summary>
    public required double MegabytesOfGrowth { get; init; }
}
