using Sgx.Quotes;
using static Sgx.Dcap.Tests.Policy.JudgedQuotes;

namespace Sgx.Dcap.Tests.Policy;

public sealed class TdRulesTests
{
    [Theory]
    [InlineData("mrSeam", 0x51)]
    [InlineData("mrTd", 0x52)]
    [InlineData("mrConfigId", 0x53)]
    [InlineData("mrOwner", 0x54)]
    [InlineData("mrOwnerConfig", 0x55)]
    [InlineData("rtmr0", 0x60)]
    [InlineData("rtmr1", 0x61)]
    [InlineData("rtmr2", 0x62)]
    [InlineData("rtmr3", 0x63)]
    public void A_measurement_must_be_one_of_those_named(string name, byte value)
    {
        Assert.Empty(WithRules($$$"""
            "td":{"{{{name}}}":["{{{Hex(0)}}}","{{{Hex(value)}}}"]}
            """).Breaches(Td));
        Assert.Equal([name], WithRules($$$"""
            "td":{"{{{name}}}":"{{{Hex(0)}}}"}
            """).Breaches(Td));
    }

    [Fact]
    public void A_service_td_that_is_asked_for_must_be_told()
    {
        var policy = WithRules($$$"""
            "td":{"mrServiceTd":"{{{Hex(0)}}}"}
            """);

        Assert.Equal(["mrServiceTd"], policy.Breaches(Td));
        Assert.Empty(policy.Breaches(
            Td with { Claims = ATd with { BodyType = QuoteBodyType.Td15, MrServiceTd = new byte[48] } }));
    }

    [Theory]
    [InlineData(TdAttributes.SeptVeDisable | TdAttributes.Debug, "debug", "\"allowDebug\":true")]
    [InlineData(
        TdAttributes.SeptVeDisable | (TdAttributes)0x10, "reservedAttributes",
        "\"td\":{\"allowReservedAttributes\":true}")]
    [InlineData(TdAttributes.None, "septVeDisable", "\"td\":{\"allowSeptVe\":true}")]
    public void What_makes_a_td_doubtful_is_refused_unless_allowed(
        TdAttributes attributes, string field, string allowance)
    {
        var found = Td with { Claims = ATd with { TdAttributes = attributes } };

        Assert.Equal([field], new EnclavePolicy().Breaches(found));
        Assert.Empty(WithRules(allowance).Breaches(found));
    }

    [Fact]
    public void A_seam_that_is_not_intels_is_refused() =>
        Assert.Equal(
            ["seamAttributes", "mrSignerSeam"],
            new EnclavePolicy().Breaches(Td with
            {
                Claims = ATd with { SeamAttributes = new byte[] { 0, 0, 0, 0, 0, 0, 0, 1 }, MrSignerSeam = Filled(1) },
            }));

    [Theory]
    [InlineData("attributes", "0000000010000000", "ffffffffffffffff", true)]
    [InlineData("attributes", "0000000000000000", "0000000010000000", false)]
    [InlineData("xfam", "00000000000000e7", "ffffffffffffffff", true)]
    [InlineData("xfam", "0000000000000000", "0000000000000080", false)]
    public void Bits_must_be_those_wanted_under_the_mask(string name, string value, string mask, bool isMet) =>
        Assert.Equal(isMet, WithRules($$$"""
            "td":{"{{{name}}}":{"value":"{{{value}}}","mask":"{{{mask}}}"}}
            """).Judge(Td).IsSatisfied);

    [Theory]
    [InlineData(TcbStatus.Revoked)]
    [InlineData(TcbStatus.OutOfDate)]
    [InlineData(TcbStatus.SWHardeningNeeded)]
    public void What_a_td_runs_on_now_must_be_accepted_too(TcbStatus status) =>
        Assert.Equal(["tcb.current"], new EnclavePolicy().Breaches(Now(status)));

    [Fact]
    public void What_is_revoked_now_is_refused_whatever_is_accepted() =>
        Assert.Equal(["tcb.current"], (new EnclavePolicy
        {
            AcceptedTcbStatuses = Enum.GetValues<TcbStatus>().ToHashSet(),
        }).Breaches(Now(TcbStatus.Revoked)));

    [Theory]
    [InlineData(TcbStatus.TDRelaunchAdvised, TcbStatus.UpToDate, true)]
    [InlineData(TcbStatus.TDRelaunchAdvised, TcbStatus.ConfigurationNeeded, false)]
    [InlineData(TcbStatus.TDRelaunchAdvisedConfigurationNeeded, TcbStatus.ConfigurationNeeded, true)]
    [InlineData(TcbStatus.TDRelaunchAdvisedConfigurationNeeded, TcbStatus.UpToDate, true)]
    [InlineData(TcbStatus.TDRelaunchAdvisedConfigurationNeeded, TcbStatus.SWHardeningNeeded, false)]
    public void Who_accepts_that_a_relaunch_is_advised_accepts_what_it_would_be_launched_on(
        TcbStatus advised, TcbStatus now, bool isAccepted) =>
        Assert.Equal(isAccepted, new EnclavePolicy
        {
            AcceptedTcbStatuses = new HashSet<TcbStatus> { advised },
        }.Judge(Now(now) with { TcbStatus = advised }).IsSatisfied);

    [Fact]
    public void What_a_td_runs_on_now_is_not_older_than_the_baseline_either()
    {
        var found = Now(TcbStatus.UpToDate);
        var current = found.Tcb.Current! with { Date = DateTimeOffset.UnixEpoch };
        var older = found with { Tcb = found.Tcb with { Current = current } };
        var policy = WithRules($$"""
            "tcb":{"baselineDate":"{{found.TcbDate:yyyy-MM-ddTHH:mm:ssZ}}"}
            """);

        Assert.Empty(policy.Breaches(found));
        Assert.Equal(["tcbDate"], policy.Breaches(older));
    }

    [Fact]
    public void What_a_td_runs_on_now_is_accepted_as_at_its_launch()
    {
        var policy = WithRules("""
            "tcb":{"accepted":{"OutOfDate":["INTEL-SA-00001"]},"platformGraceSeconds":100}
            """);

        Assert.Empty(policy.Breaches(Now(TcbStatus.OutOfDate, "INTEL-SA-00001")));
        Assert.Equal(["advisoryIds"], policy.Breaches(Now(TcbStatus.OutOfDate, "INTEL-SA-00002")));
        Assert.Equal(
            ["tcbDate"], policy.Breaches(Now(TcbStatus.OutOfDate) with { Time = Td.TcbDate.AddSeconds(101) }));
    }

    [Fact]
    public void An_advisory_of_what_a_td_runs_on_now_is_rejected_too() =>
        Assert.Equal(["advisoryIds"], WithRules("""
            "tcb":{"rejectedAdvisoryIds":["INTEL-SA-00001"]}
            """).Breaches(Now(TcbStatus.UpToDate, "INTEL-SA-00001")));

    [Fact]
    public void A_policy_for_tds_refuses_enclaves() =>
        Assert.Equal(["tee"], WithRules($$$"""
            "td":{"mrTd":"{{{Hex(0x52)}}}"}
            """).Breaches(Enclave));

    [Fact]
    public void A_policy_for_both_judges_each_by_its_own_rules()
    {
        var policy = WithRules($$$"""
            "enclave":{"isvProdId":7},"td":{"mrTd":"{{{Hex(0x52)}}}"}
            """);

        Assert.Empty(policy.Breaches(Enclave));
        Assert.Empty(policy.Breaches(Td));
        Assert.Equal(["mrTd"], policy.Breaches(Td with { Claims = ATd with { MrTd = Filled(9) } }));
    }

    private static QuoteVerdict.Verified Now(TcbStatus status, params string[] advisories) => Td with
    {
        Time = Td.TcbDate,
        Tcb = Td.Tcb with { Current = new() { Status = status, Date = Td.TcbDate, AdvisoryIds = advisories } },
    };
}
