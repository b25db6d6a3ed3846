using System.Globalization;

namespace Sgx.Simulation;

/// <summary>How a simulated platform misbehaves, to order.</summary>
public sealed record SimulatedFaults
{
    private static readonly TimeSpan _shortest = TimeSpan.FromMicroseconds(1), _longest = TimeSpan.FromHours(1);

    /// <summary>A platform that does not misbehave.</summary>
    public static SimulatedFaults None { get; } = new();

    /// <summary>How long the quoting enclave takes for a quote; it makes one at a time.</summary>
    public TimeSpan QuoteTime { get; init; }

    /// <summary>Why every quote fails.</summary>
    public QuotingFailure? Failure { get; init; }

    /// <summary>
    /// Whether quotes fail from the first one on, and not only once the platform has proven itself
    /// (<see cref="FaultyPlatform.Begin"/>).
    /// </summary>
    public bool FailsAtStart { get; init; }

    /// <summary>Whether quotes never come.</summary>
    public bool Hangs { get; init; }

    /// <summary>The quote at which the process ends, counted from 1; 0 is never.</summary>
    public int CrashesAt { get; init; }

    /// <summary>After how many quotes the enclave is lost, again and again; 0 is never.</summary>
    public int LostEvery { get; init; }

    /// <summary>
    /// Reads faults with commas between: <c>slow=5ms</c>, <c>fail=OutOfEpc</c>, <c>busy</c>, <c>at-start</c>,
    /// <c>hang</c>, <c>crash=3</c>, <c>lost=100</c>; or <c>none</c>.
    /// </summary>
    /// <exception cref="FormatException">One of them is no fault; the message names it.</exception>
    public static SimulatedFaults Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == "none")
            return None;
        var faults = text.Split(',').Aggregate(new SimulatedFaults(), (all, fault) => all.With(fault));
        return faults is { FailsAtStart: true, Failure: null }
            ? throw new FormatException("at-start belongs to fail=NAME or busy, and neither is there")
            : faults;
    }

    private SimulatedFaults With(string fault) => fault.Split('=', 2) switch
    {
        ["slow", var time] => this with { QuoteTime = TimeOf(fault, time) },
        ["fail", var name] => this with { Failure = FailureOf(fault, name) },
        ["busy"] => this with { Failure = QuotingFailure.Busy },
        ["at-start"] => this with { FailsAtStart = true },
        ["hang"] => this with { Hangs = true },
        ["crash"] => this with { CrashesAt = 1 },
        ["crash", var at] => this with { CrashesAt = CountOf(fault, at) },
        ["lost", var every] => this with { LostEvery = CountOf(fault, every) },
        _ => throw No(fault, "expected slow=TIME, fail=NAME, busy, at-start, hang, crash, crash=N or lost=N"),
    };

    private static TimeSpan TimeOf(string fault, string time)
    {
        try
        {
            return DurationText.Parse(time, _shortest, _longest);
        }
        catch (FormatException e)
        {
            throw No(fault, e.Message);
        }
    }

    private static QuotingFailure FailureOf(string fault, string name) =>
        char.IsAsciiLetter(name.FirstOrDefault()) && Enum.TryParse<QuotingFailure>(name, out var failure)
            ? failure
            : throw No(fault, $"expected one of {string.Join(", ", Enum.GetNames<QuotingFailure>())}");

    private static int CountOf(string fault, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is > 0 and <= 1_000_000_000
            ? count
            : throw No(fault, "expected a whole number from 1 to 1000000000");

    private static FormatException No(string fault, string why) =>
        new($"'{PrintableText.OneLine(fault)}' is no fault: {why}");
}
