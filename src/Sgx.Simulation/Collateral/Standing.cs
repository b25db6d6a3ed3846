using System.Collections.Immutable;
using Sgx.Dcap;

namespace Sgx.Simulation.Collateral;

/// <summary>How Intel judges one level of a TCB, since when, and by which advisories.</summary>
internal sealed record Standing(TcbStatus Status, DateOnly Date, ImmutableArray<string> AdvisoryIds)
{
    /// <summary>The standing of what Intel thinks well of.</summary>
    public static Standing Good(DateOnly date) => new(TcbStatus.UpToDate, date, []);

    /// <summary>The standing of what only an update can help, by so many advisories.</summary>
    public static Standing OutOfDate(DateOnly date, int advisories) =>
        new(TcbStatus.OutOfDate, date, [.. Enumerable.Range(1, advisories).Select(Advisory)]);

    /// <summary>An advisory that nobody can take for one of Intel's.</summary>
    public static string Advisory(int number) => $"SIMULATED-SA-{number:d5}";
}
