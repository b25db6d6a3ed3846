using System.Collections.Immutable;

namespace Sgx.Dcap.Policy;

/// <summary>How well patched a platform must be, beside its status; null does not matter.</summary>
public sealed record TcbRequirements
{
    /// <summary>Statuses that are accepted while no advisory applies but those named: ids as INTEL-SA-00334.</summary>
    /// <remarks>Goes before <see cref="EnclavePolicy.AcceptedTcbStatuses"/>, which accept any advisory.</remarks>
    public IReadOnlyDictionary<TcbStatus, IReadOnlySet<string>> AcceptedWithAdvisories { get; init; } =
        ImmutableDictionary<TcbStatus, IReadOnlySet<string>>.Empty;

    /// <summary>Advisories that must not apply, whatever the status.</summary>
    public IReadOnlySet<string> RejectedAdvisoryIds { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>
    /// The least tcbEvaluationDataNumber of TCB info and QE identity: older ones may not know of a TCB recovery.
    /// </summary>
    public uint? MinimumEvaluationDataNumber { get; init; }

    /// <summary>The TCB level that the platform matches must not be of before this date.</summary>
    public DateTimeOffset? BaselineDate { get; init; }

    /// <summary>How long after the date of its TCB level a platform may be out of date, if it may.</summary>
    public TimeSpan? PlatformGrace { get; init; }

    /// <summary>How long collateral and certificates are accepted after they have run out.</summary>
    public TimeSpan? CollateralGrace { get; init; }

    internal static TcbRequirements Default { get; } = new();
}
