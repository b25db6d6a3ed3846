using Sgx.Dcap.Collateral;
using static Sgx.Dcap.Policy.RuleBook;

namespace Sgx.Dcap.Policy;

/// <summary>The rules about how well patched the platform is, and by how fresh a word.</summary>
internal static class TcbRules
{
    public static void AddTo(RuleBook book, EnclavePolicy policy)
    {
        AddStatus(book, policy);
        AddAdvisories(book, policy.Tcb);
        AddDates(book, policy.Tcb);
        AddFreshness(book, policy);
    }

    private static void AddStatus(RuleBook book, EnclavePolicy policy)
    {
        var known = policy.Tcb.AcceptedWithAdvisories;
        var accepted = policy.AcceptedTcbStatuses.Concat(known.Keys).ToHashSet();
        var now = Now(accepted);
        book.Add(
            "tcb.accepted", "tcbStatus", Or(accepted), policy.AcceptsByDefault,
            verified => accepted.Contains(verified.TcbStatus) ? null : $"{verified.TcbStatus}");
        book.Add(
            "tcb.accepted", "tcb.current", Or(now), policy.AcceptsByDefault,
            verified => verified.Tcb.Current is { } current && !now.Contains(current.Status)
                ? $"{current.Status}"
                : null);
        foreach (var (status, advisories) in known.OrderBy(one => one.Key))
            AddKnown(book, status, advisories);
    }

    // What a TD may run on now. Who lets it be launched anew knows what it would be launched on then; never is it
    // Revoked, which the verifier, that judges the launch, does not refuse here.
    private static HashSet<TcbStatus> Now(HashSet<TcbStatus> accepted)
    {
        HashSet<TcbStatus> now = [.. accepted];
        if (now.Remove(TcbStatus.TDRelaunchAdvised))
            _ = now.Add(TcbStatus.UpToDate);
        if (now.Remove(TcbStatus.TDRelaunchAdvisedConfigurationNeeded))
            now.UnionWith([TcbStatus.UpToDate, TcbStatus.ConfigurationNeeded]);
        _ = now.Remove(TcbStatus.Revoked);
        return now;
    }

    private static string Or(IEnumerable<TcbStatus> statuses) => string.Join(" or ", statuses.Order());

    // A status alone says nothing about tomorrow's advisories: those that were weighed are named.
    private static void AddKnown(RuleBook book, TcbStatus status, IReadOnlySet<string> advisories) =>
        book.Add(
            $"tcb.accepted.{status}", "advisoryIds", $"with {status} none but {List(advisories)}", isDefault: false,
            verified => Show(AdvisoriesOf(Levels(verified).Where(level => level.Status == status))
                .Where(id => !Has(advisories, id))));

    private static void AddAdvisories(RuleBook book, TcbRequirements tcb)
    {
        if (tcb.RejectedAdvisoryIds.Count > 0)
            book.Add(
                "tcb.rejectedAdvisoryIds", "advisoryIds", $"none of {List(tcb.RejectedAdvisoryIds)}", isDefault: false,
                verified => Show(AdvisoriesOf(Levels(verified)).Where(id => Has(tcb.RejectedAdvisoryIds, id))));
    }

    private static void AddDates(RuleBook book, TcbRequirements tcb)
    {
        if (tcb.MinimumEvaluationDataNumber is { } number)
            book.Add(
                "tcb.minimumEvaluationDataNumber", "tcbEvaluationDataNumber", $">= {number}", isDefault: false,
                verified => verified.Supplemental.TcbEvaluationDataNumber is var found && found >= number
                    ? null
                    : $"{found}");
        if (tcb.BaselineDate is { } baseline)
            book.Add(
                "tcb.baselineDate", "tcbDate", $">= {Instant(baseline)}", isDefault: false,
                verified => Show(Levels(verified)
                    .Where(level => level.Date < baseline).Select(level => Instant(level.Date))));
        if (tcb.PlatformGrace is { } grace)
            book.Add(
                "tcb.platformGraceSeconds", "tcbDate", $"out of date for {grace.TotalSeconds} seconds at most",
                isDefault: false,
                verified => Show(Levels(verified)
                    .Where(level => IsLate(level, verified.Time, grace)).Select(level => Instant(level.Date))));
    }

    // What Intel's library says of a TD is about its launch; what it runs on now must be as good.
    private static IEnumerable<TcbLevel> Levels(QuoteVerdict.Verified verified)
    {
        yield return new()
        {
            Status = verified.TcbStatus, Date = verified.TcbDate, AdvisoryIds = verified.AdvisoryIds,
        };
        if (verified.Tcb.Current is { } current)
            yield return current;
    }

    private static IEnumerable<string> AdvisoriesOf(IEnumerable<TcbLevel> levels) =>
        levels.SelectMany(level => level.AdvisoryIds).Distinct();

    private static bool IsLate(TcbLevel level, DateTimeOffset at, TimeSpan grace) =>
        level.Status is TcbStatus.OutOfDate or TcbStatus.OutOfDateConfigurationNeeded && at - level.Date > grace;

    private static void AddFreshness(RuleBook book, EnclavePolicy policy)
    {
        if (policy.AllowExpiredCollateral)
            book.Add("collateral.allowExpired", "collateralExpired", NoUnless(true), isDefault: false, _ => null);
        else if (policy.Tcb.CollateralGrace is { } grace)
            book.Add(
                "collateral.graceSeconds", "collateralExpired", $"for {grace.TotalSeconds} seconds at most",
                isDefault: false, verified => Show(Stale(verified, grace)));
        else
            book.Add(
                "collateral.allowExpired", "collateralExpired", "no", isDefault: true,
                verified => Show(Stale(verified, TimeSpan.Zero)));
    }

    private static IEnumerable<string> Stale(QuoteVerdict.Verified verified, TimeSpan grace) => verified.NotCurrent
        .Where(period => IsStale(period, verified.Time, grace))
        .Select(period => $"{period.Name} from {period.From:u} until {period.Until:u}");

    // Grace is for what has run out, not for what is not yet valid.
    private static bool IsStale(ValidityPeriod period, DateTimeOffset at, TimeSpan grace) =>
        at < period.From || grace == TimeSpan.Zero || at - period.Until > grace;

    private static bool Has(IReadOnlySet<string> ids, string id) =>
        ids.Contains(id) || ids.Any(known => known.Equals(id, StringComparison.OrdinalIgnoreCase));

    private static string List(IEnumerable<string> ids) => string.Join(", ", ids.Order(StringComparer.Ordinal));

    private static string? Show(IEnumerable<string> found)
    {
        string[] all = [.. found];
        return all is [] ? null : string.Join(", ", all);
    }
}
