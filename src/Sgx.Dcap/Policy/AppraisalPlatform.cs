using Sgx.Dcap.Collateral;
using static Sgx.Dcap.TcbStatus;

namespace Sgx.Dcap.Policy;

/// <summary>A platform's policy in Intel's vocabulary.</summary>
internal static class AppraisalPlatform
{
    private const string Accepted = "accepted_tcb_status";
    private const string CollateralGrace = "collateral_grace_period";
    private const string PlatformGrace = "platform_grace_period";
    private const string LeastNumber = "min_eval_num";
    private const string Dynamic = "allow_dynamic_platform";

    // Both spellings go around.
    private const string MisspeltDynamic = "allow_dynamic_plaform";

    public static EnclavePolicy Read(PolicySection section, EnclavePolicy before)
    {
        RequireConsistent(section.Members);
        var named = ReadStatuses(section);
        return before with
        {
            AcceptedTcbStatuses = Enum.GetValues<TcbStatus>().Where(status => Accepts(named, status)).ToHashSet(),
            Tcb = ReadTcb(section, before.Tcb),
            Platforms = ReadFlags(section, before.Platforms),
        };
    }

    private static TcbRequirements ReadTcb(PolicySection section, TcbRequirements before) => before with
    {
        RejectedAdvisoryIds = section.Has("rejected_advisory_ids", "tcb.rejectedAdvisoryIds")
            ? StatusNames.Advisories(
                section.Members, "rejected_advisory_ids", section.Members.OptionalStrings("rejected_advisory_ids"))
            : before.RejectedAdvisoryIds,
        MinimumEvaluationDataNumber =
            section.LargeNumber(LeastNumber, "tcb.minimumEvaluationDataNumber") ?? before.MinimumEvaluationDataNumber,
        BaselineDate = section.Date("min_tcb_level_date", "tcb.baselineDate") ?? before.BaselineDate,
        PlatformGrace = section.Seconds(PlatformGrace, "tcb.platformGraceSeconds") ?? before.PlatformGrace,
        CollateralGrace = section.Seconds(CollateralGrace, "collateral.graceSeconds") ?? before.CollateralGrace,
    };

    private static PlatformRequirements ReadFlags(PolicySection section, PlatformRequirements before) => before with
    {
        AllowDynamic = section.Flag(Dynamic, "platforms.allowDynamic")
            ?? section.Flag(MisspeltDynamic, "platforms.allowDynamic") ?? before.AllowDynamic,
        AllowCachedKeys = section.Flag("allow_cached_keys", "platforms.allowCachedKeys") ?? before.AllowCachedKeys,
        AllowSmt = section.Flag("allow_smt_enabled", "platforms.allowSmt") ?? before.AllowSmt,
        SgxTypes = section.Has("accepted_sgx_types", "platforms.sgxTypes")
            ? section.Members.Integers("accepted_sgx_types", 0, byte.MaxValue).Select(type => (byte)type).ToHashSet()
            : before.SgxTypes,
    };

    private static HashSet<TcbStatus> ReadStatuses(PolicySection section)
    {
        _ = section.Has(Accepted, "tcb.accepted");
        var named = section.Members.StringOrStrings(Accepted)
            .Select(name => StatusNames.Parse(section.Members, Accepted, name))
            .ToHashSet();
        return named.Contains(UpToDate)
            ? named
            : throw section.Members.Unexpected(Accepted, $"{UpToDate} among them, as Intel's appraisal", "others only");
    }

    // Intel's appraisal takes a status apart, and accepts it when it accepts each part.
    private static bool Accepts(HashSet<TcbStatus> named, TcbStatus status) => named.Contains(status) || status switch
    {
        ConfigurationAndSWHardeningNeeded => named.Contains(ConfigurationNeeded) && named.Contains(SWHardeningNeeded),
        OutOfDateConfigurationNeeded => named.Contains(OutOfDate) && named.Contains(ConfigurationNeeded),
        TDRelaunchAdvisedConfigurationNeeded =>
            named.Contains(TDRelaunchAdvised) && named.Contains(ConfigurationNeeded),
        _ => false,
    };

    // Intel's appraisal fails where these meet, whatever the platform is like: a policy like that is a mistake.
    private static void RequireConsistent(JsonMembers reference)
    {
        if (reference.Has(LeastNumber) && (reference.Has(CollateralGrace) || reference.Has(PlatformGrace)))
            throw reference.Unexpected(LeastNumber, "no grace period beside", "one");
        if (!reference.Has(PlatformGrace))
            return;
        if (!reference.Has(CollateralGrace) || reference.Integer(CollateralGrace, 0, uint.MaxValue) != 0)
            throw reference.Unexpected(PlatformGrace, $"{CollateralGrace} 0 beside", "another or none");
        if (!reference.StringOrStrings(Accepted).Contains($"{OutOfDate}"))
            throw reference.Unexpected(PlatformGrace, $"{OutOfDate} among {Accepted}", "others only");
    }
}
