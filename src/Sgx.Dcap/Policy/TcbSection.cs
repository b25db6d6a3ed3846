using Sgx.Dcap.Collateral;

namespace Sgx.Dcap.Policy;

/// <summary>The sections <c>tcb</c> and <c>collateral</c> of a policy's document.</summary>
internal static class TcbSection
{
    private const string Any = "any";

    public static EnclavePolicy Read(PolicySection section, EnclavePolicy before)
    {
        var policy = section.Has("accepted")
            ? section.Section("accepted", before, accepted => ReadAccepted(accepted, before))
            : before;
        var tcb = policy.Tcb;
        tcb = tcb with
        {
            RejectedAdvisoryIds = section.Has("rejectedAdvisoryIds")
                ? StatusNames.Advisories(
                    section.Members, "rejectedAdvisoryIds", section.Members.OptionalStrings("rejectedAdvisoryIds"))
                : tcb.RejectedAdvisoryIds,
            MinimumEvaluationDataNumber =
                section.LargeNumber("minimumEvaluationDataNumber") ?? tcb.MinimumEvaluationDataNumber,
            BaselineDate = section.Date("baselineDate") ?? tcb.BaselineDate,
            PlatformGrace = section.Seconds("platformGraceSeconds") ?? tcb.PlatformGrace,
        };
        return tcb.PlatformGrace is null || Accepts(policy, TcbStatus.OutOfDate)
            ? policy with { Tcb = tcb }
            : throw section.Members.Unexpected(
                "platformGraceSeconds", $"{TcbStatus.OutOfDate} among those accepted", "others only");
    }

    private static bool Accepts(EnclavePolicy policy, TcbStatus status) =>
        policy.AcceptedTcbStatuses.Contains(status) || policy.Tcb.AcceptedWithAdvisories.ContainsKey(status);

    public static EnclavePolicy ReadCollateral(PolicySection section, EnclavePolicy before)
    {
        var policy = before with
        {
            AllowExpiredCollateral = section.Flag("allowExpired") ?? before.AllowExpiredCollateral,
            Tcb = before.Tcb with { CollateralGrace = section.Seconds("graceSeconds") ?? before.Tcb.CollateralGrace },
        };
        return policy is { AllowExpiredCollateral: true, Tcb.CollateralGrace: not null }
            ? throw section.Members.Unexpected("graceSeconds", "none, where expired collateral is allowed", "one")
            : policy;
    }

    // Each status says with which advisories, one way or the other: nothing is accepted by leaving it out.
    private static EnclavePolicy ReadAccepted(PolicySection accepted, EnclavePolicy before)
    {
        var whatever = before.AcceptedTcbStatuses.ToHashSet();
        var known = before.Tcb.AcceptedWithAdvisories.ToDictionary();
        foreach (var name in accepted.Members.Names)
        {
            var status = StatusNames.Parse(accepted.Members, name, name);
            _ = accepted.Has(name, $"tcb.accepted.{status}");
            if (accepted.Members.IsString(name))
                RequireAny(accepted.Members, name, whatever, status);
            else
                known[status] = ReadKnown(accepted.Members, name, whatever, status);
        }

        return before with
        {
            AcceptedTcbStatuses = whatever,
            Tcb = before.Tcb with { AcceptedWithAdvisories = known },
        };
    }

    private static void RequireAny(JsonMembers accepted, string name, HashSet<TcbStatus> whatever, TcbStatus status)
    {
        if (accepted.String(name) != Any)
            throw accepted.Unexpected(
                name, $"an array of advisory ids, or \"{Any}\"", $"'{accepted.String(name)}'");
        _ = whatever.Add(status);
    }

    private static IReadOnlySet<string> ReadKnown(
        JsonMembers accepted, string name, HashSet<TcbStatus> whatever, TcbStatus status)
    {
        _ = whatever.Remove(status);
        return StatusNames.Advisories(accepted, name, accepted.OptionalStrings(name));
    }
}
