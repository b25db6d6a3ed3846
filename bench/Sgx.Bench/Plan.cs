namespace Sgx.Bench;

/// <summary>How much is measured.</summary>
internal sealed record Plan
{
    /// <summary>Enough to tell servers apart: about five minutes.</summary>
    public static Plan Full { get; } = new()
    {
        Rounds = 5, LoadTime = TimeSpan.FromSeconds(1.5), SigningTime = TimeSpan.FromMilliseconds(400), Starts = 15,
        SettlingTime = TimeSpan.FromSeconds(1), SignaturesAfterSleep = 500,
    };

    /// <summary>Enough to see that everything works: a few seconds.</summary>
    public static Plan Short { get; } = new()
    {
        Rounds = 1, LoadTime = TimeSpan.FromMilliseconds(40), SigningTime = TimeSpan.FromMilliseconds(20), Starts = 2,
        SettlingTime = TimeSpan.Zero, SignaturesAfterSleep = 20,
    };

    /// <summary>How often every pair of agent and baseline is measured.</summary>
    public required int Rounds { get; init; }

    /// <summary>How long one server is under load at a time.</summary>
    public required TimeSpan LoadTime { get; init; }

    /// <summary>How long bare signatures are made at a time.</summary>
    public required TimeSpan SigningTime { get; init; }

    /// <summary>How many bare signatures are made, each after a sleep.</summary>
    public required int SignaturesAfterSleep { get; init; }

    /// <summary>How often the agent is started to see how soon it quotes.</summary>
    public required int Starts { get; init; }

    /// <summary>From serving to the first look at its memory.</summary>
    public required TimeSpan SettlingTime { get; init; }

    /// <summary>How many clients there are at once.</summary>
    public IReadOnlyList<int> Crowds { get; init; } = [1, 16, 64, 256];

    /// <summary>The one operation that is measured; null measures all.</summary>
    public string? Only { get; init; }
}
