using System.Globalization;

namespace Sgx.Simulation;

/// <summary>How a simulated platform misbehaves, to order.</summary>
public sealed record SimulatedFaults
{
    /// <summary>A platform that does not misbehave.</summary>
    public static SimulatedFaults None { get; } = new();

    /// <summary>How long the quoting enclave takes for a quote; it makes one at a time.</summary>
    public TimeSpan QuoteTime { get; init; }

    /// <summary>Why every quote fails.</summary>
    public QuotingFailure? Failure { get; init; }

    /// <summary>Whether quotes never come.</summary>
    public bool Hangs { get; init; }

    /// <summary>The quote at which the process ends, counted from 1; 0 is never.</summary>
    public int CrashesAt { get; init; }

    /// <summary>After how many quotes the enclave is lost, again and again; 0 is never.</summary>
    public int LostEvery { get; init; }

    /// <summary>
    /// Reads faults with commas between: <c>slow=5ms</c>, <c>fail=OutOfEpc</c>, <c>hang</c>, <c>crash=3</c>,
    /// <c>lost=100</c>.
    /// </summary>
    /// <returns>Null when one of them is no fault; no faults for <c>none</c>.</returns>
    public static SimulatedFaults? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == "none")
            return None;
        SimulatedFaults? faults = new();
        foreach (var part in text.Split(','))
            faults = faults?.With(part.Split('=', 2));
        return faults;
    }

    private SimulatedFaults? With(string[] fault) => fault switch
    {
        ["slow", var time] when Milliseconds(time) is { } milliseconds => this with { QuoteTime = milliseconds },
        ["fail", var name] when FailureOf(name) is { } failure => this with { Failure = failure },
        ["hang"] => this with { Hangs = true },
        ["crash"] => this with { CrashesAt = 1 },
        ["crash", var at] when Count(at) is { } count => this with { CrashesAt = count },
        ["lost", var every] when Count(every) is { } count => this with { LostEvery = count },
        _ => null,
    };

    private static TimeSpan? Milliseconds(string text) =>
        text.EndsWith("ms", StringComparison.Ordinal) && Count(text[..^2]) is { } count
            ? TimeSpan.FromMilliseconds(count)
            : null;

    private static QuotingFailure? FailureOf(string name) =>
        char.IsAsciiLetter(name.FirstOrDefault()) && Enum.TryParse<QuotingFailure>(name, out var failure)
            ? failure
            : null;

    private static int? Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is > 0 and <= 1_000_000_000
            ? count
            : null;
}
