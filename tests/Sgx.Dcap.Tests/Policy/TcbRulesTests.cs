using Sgx.Dcap.Collateral;
using static Sgx.Dcap.Tests.Policy.JudgedQuotes;

namespace Sgx.Dcap.Tests.Policy;

public sealed class TcbRulesTests
{
    private static readonly DateTimeOffset Date = new(2024, 3, 13, 0, 0, 0, TimeSpan.Zero);

    private static readonly QuoteVerdict.Verified Hardening = Enclave with
    {
        TcbStatus = TcbStatus.SWHardeningNeeded,
        AdvisoryIds = ["INTEL-SA-00334", "INTEL-SA-00615"],
    };

    [Theory]
    [InlineData("""{"SWHardeningNeeded":["INTEL-SA-00615","INTEL-SA-00334","INTEL-SA-00001"]}""")]
    [InlineData("""{"SWHardeningNeeded":"any"}""")]
    public void A_status_is_accepted_with_the_advisories_that_are_named_or_any(string accepted) =>
        Assert.Empty(WithRules($$"""
            "tcb":{"accepted":{{accepted}}}
            """).Breaches(Hardening));

    [Fact]
    public void An_advisory_that_nobody_weighed_is_refused()
    {
        var policy = WithRules("""
            "tcb":{"accepted":{"SWHardeningNeeded":["INTEL-SA-00334"]}}
            """);

        var mismatch = Assert.Single(policy.Judge(Hardening).Mismatches);
        Assert.Equal(("advisoryIds", "INTEL-SA-00615"), (mismatch.Field, mismatch.Found));
    }

    [Fact]
    public void No_other_status_is_accepted_along_with_one() =>
        Assert.Equal(["tcbStatus"], WithRules("""
            "tcb":{"accepted":{"SWHardeningNeeded":"any"}}
            """).Breaches(Hardening with { TcbStatus = TcbStatus.ConfigurationAndSWHardeningNeeded }));

    [Fact]
    public void An_empty_list_accepts_a_status_without_advisories()
    {
        var policy = WithRules("""
            "tcb":{"accepted":{"SWHardeningNeeded":[]}}
            """);

        Assert.Empty(policy.Breaches(Hardening with { AdvisoryIds = [] }));
        Assert.Equal(["advisoryIds"], policy.Breaches(Hardening));
        Assert.Equal(["advisoryIds"], policy.Breaches(Hardening with { AdvisoryIds = [""] }));
    }

    [Fact]
    public void A_rejected_advisory_is_refused_whatever_the_status() =>
        Assert.Equal(["advisoryIds"], WithRules("""
            "tcb":{"rejectedAdvisoryIds":["intel-sa-00615"]}
            """).Breaches(Hardening with { TcbStatus = TcbStatus.UpToDate }));

    [Theory]
    [InlineData(17, true)]
    [InlineData(18, false)]
    public void Collateral_must_not_be_of_before_a_tcb_recovery(int number, bool isMet) =>
        Assert.Equal(isMet, WithRules($$"""
            "tcb":{"minimumEvaluationDataNumber":{{number}}}
            """).Judge(Enclave).IsSatisfied);

    [Theory]
    [InlineData("2024-03-13T00:00:00Z", true)]
    [InlineData("2024-03-13T00:00:01Z", false)]
    public void The_tcb_level_must_not_be_of_before_the_baseline(string baseline, bool isMet) =>
        Assert.Equal(isMet, WithRules($$"""
            "tcb":{"baselineDate":"{{baseline}}"}
            """).Judge(Enclave with { TcbDate = Date }).IsSatisfied);

    [Theory]
    [InlineData(TcbStatus.OutOfDate, 100, true)]
    [InlineData(TcbStatus.OutOfDate, 101, false)]
    [InlineData(TcbStatus.UpToDate, 101, true)]
    public void A_platform_may_be_out_of_date_for_as_long_as_the_grace_says(TcbStatus status, int late, bool isMet)
    {
        var policy = WithRules("""
            "tcb":{"accepted":{"OutOfDate":"any"},"platformGraceSeconds":100}
            """);

        Assert.Equal(isMet, policy.Judge(Enclave with
        {
            TcbStatus = status,
            TcbDate = Date,
            Time = Date.AddSeconds(late),
        }).IsSatisfied);
    }

    [Theory]
    [InlineData("", 1, false)]
    [InlineData("\"collateral\":{\"graceSeconds\":100},", 100, true)]
    [InlineData("\"collateral\":{\"graceSeconds\":100},", 101, false)]
    [InlineData("\"collateral\":{\"graceSeconds\":0},", 1, false)]
    [InlineData("\"collateral\":{\"allowExpired\":true},", 100_000, true)]
    public void Collateral_may_have_run_out_for_as_long_as_the_grace_says(string rule, int late, bool isMet)
    {
        var found = Enclave with
        {
            Time = Date.AddSeconds(late),
            NotCurrent = [new ValidityPeriod("PCK CRL", Date.AddDays(-30), Date)],
        };

        Assert.Equal(isMet, WithRules($"{rule}\"description\":\"\"").Judge(found).IsSatisfied);
    }

    [Fact]
    public void Grace_is_not_for_what_is_not_yet_valid() =>
        Assert.Equal(["collateralExpired"], WithRules("""
            "collateral":{"graceSeconds":100000}
            """).Breaches(Enclave with
        {
            Time = Date,
            NotCurrent = [new ValidityPeriod("PCK CRL", Date.AddSeconds(1), Date.AddDays(30))],
        }));
}
