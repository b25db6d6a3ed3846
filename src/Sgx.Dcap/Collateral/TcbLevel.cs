using System.Collections.Immutable;
using static Sgx.Dcap.TcbStatus;

namespace Sgx.Dcap.Collateral;

/// <summary>
/// How well patched something is that matches a level, since when, and what is known to be wrong with it.
/// </summary>
internal record TcbLevel
{
    private static readonly ImmutableDictionary<string, TcbStatus> Statuses =
        Enum.GetValues<TcbStatus>().ToImmutableDictionary(status => status.ToString());

    public TcbLevel()
    {
    }

    protected TcbLevel(JsonMembers level)
    {
        var status = level.String("tcbStatus");
        Status = Statuses.TryGetValue(status, out var known)
            ? known
            : throw level.Unexpected("tcbStatus", string.Join(", ", Enum.GetNames<TcbStatus>()), $"'{status}'");
        Date = level.Date("tcbDate");
        AdvisoryIds = [.. level.OptionalStrings("advisoryIDs")];
    }

    public TcbStatus Status { get; init; }
    public DateTimeOffset Date { get; init; }
    public ImmutableArray<string> AdvisoryIds { get; init; } = [];

    /// <summary>
    /// The platform's level together with that of an enclave on it: the platform is no better than the enclave.
    /// </summary>
    public TcbLevel WorseOf(TcbLevel enclave) => new()
    {
        Status = enclave.Status switch
        {
            TcbStatus.Revoked => TcbStatus.Revoked,
            TcbStatus.OutOfDate => OutOfDate(Status),
            _ => Status,
        },
        Date = Date < enclave.Date ? Date : enclave.Date,
        AdvisoryIds = [.. AdvisoryIds.Union(enclave.AdvisoryIds)],
    };

    /// <exception cref="QuoteRejectedException">Revoked: nothing from there is to be believed.</exception>
    public TcbLevel RequireNotRevoked() => Status is not TcbStatus.Revoked
        ? this
        : throw new QuoteRejectedException(
            RejectionReason.TcbRevoked, "the TCB level of platform or quoting enclave is revoked");

    private static TcbStatus OutOfDate(TcbStatus platform) => platform switch
    {
        UpToDate or SWHardeningNeeded => TcbStatus.OutOfDate,
        ConfigurationNeeded or ConfigurationAndSWHardeningNeeded => OutOfDateConfigurationNeeded,
        _ => platform,
    };
}
