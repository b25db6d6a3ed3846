using System.Collections.Frozen;
using static Sgx.Dcap.TcbStatus;

namespace Sgx.Dcap.Collateral;

/// <summary>
/// How well patched something is that matches a level, since when, and what is known to be wrong with it.
/// </summary>
/// <remarks>A member of tcbLevels in TCB info and enclave identity, or what follows from several of them.</remarks>
public record TcbLevel
{
    // A document never says that a relaunch is advised: that follows from two of its levels.
    private static readonly FrozenDictionary<string, TcbStatus> Statuses =
        Enum.GetValues<TcbStatus>().Where(status => status <= Revoked).ToFrozenDictionary(status => status.ToString());

    /// <summary>One that follows from others.</summary>
    public TcbLevel()
    {
    }

    /// <exception cref="SgxFormatException">An unknown status, or a member is missing or another kind.</exception>
    private protected TcbLevel(JsonMembers level)
    {
        var status = level.String("tcbStatus");
        Status = Statuses.TryGetValue(status, out var known)
            ? known
            : throw level.Unexpected("tcbStatus", string.Join(", ", Statuses.Keys.Order()), $"'{status}'");
        Date = level.Date("tcbDate");
        AdvisoryIds = [.. level.OptionalStrings("advisoryIDs").Distinct()];
    }

    public TcbStatus Status { get; init; }

    /// <summary>tcbDate: the day from which a platform of this level counts as patched so well.</summary>
    public DateTimeOffset Date { get; init; }

    /// <summary>Advisories that apply to the level, each once.</summary>
    public IReadOnlyList<string> AdvisoryIds { get; init; } = [];

    /// <summary>
    /// The platform's level together with that of an enclave or module on it: the platform is no better than they.
    /// </summary>
    internal TcbLevel WorseOf(TcbLevel part) => new()
    {
        Status = part.Status switch
        {
            Revoked => Revoked,
            TcbStatus.OutOfDate => OutOfDate(Status),
            _ => Status,
        },
        Date = Date < part.Date ? Date : part.Date,
        AdvisoryIds = Union(AdvisoryIds, part.AdvisoryIds),
    };

    private static IReadOnlyList<string> Union(IReadOnlyList<string> ours, IReadOnlyList<string> others) =>
        others.Count == 0 ? ours : [.. ours.Union(others)];

    private static TcbStatus OutOfDate(TcbStatus platform) => platform switch
    {
        UpToDate or SWHardeningNeeded => TcbStatus.OutOfDate,
        ConfigurationNeeded or ConfigurationAndSWHardeningNeeded => OutOfDateConfigurationNeeded,
        _ => platform,
    };
}
