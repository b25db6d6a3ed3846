namespace Sgx.Agent.Allocations;

/// <summary>What is known of when allocations were written down, one or several that had the same units.</summary>
/// <remarks>
/// By their serials, which no clock misleads; a plugin of an earlier version, also one that was rolled back to, wrote
/// none, and then its clock is all there is.
/// </remarks>
/// <param name="Serial">The highest.</param>
/// <param name="Latest">The latest time of any.</param>
/// <param name="LatestWithoutSerial">The latest time of those that have no serial.</param>
internal readonly record struct AllocationAge(long Serial, DateTimeOffset Latest, DateTimeOffset LatestWithoutSerial)
{
    public static AllocationAge Of(Allocation one) =>
        new(one.Serial, one.At, one.Serial == 0 ? one.At : DateTimeOffset.MinValue);

    /// <summary>Whether an allocation was certainly written later than all of these.</summary>
    public bool IsBefore(Allocation one) => one.Serial == 0
        ? one.At > Latest
        : one.Serial > Serial && one.At > LatestWithoutSerial;

    /// <summary>These and others.</summary>
    public AllocationAge With(AllocationAge others) => new(
        Math.Max(Serial, others.Serial),
        Later(Latest, others.Latest),
        Later(LatestWithoutSerial, others.LatestWithoutSerial));

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
