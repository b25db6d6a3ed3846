using Sgx.Dcap.Policy;
using static Sgx.Dcap.Tests.Policy.JudgedQuotes;

namespace Sgx.Dcap.Tests.Policy;

/// <summary>Policies in the vocabulary of Intel's appraisal.</summary>
public sealed class AppraisalPoliciesTests
{
    private const string SgxPlatform = "3123ec35-8d38-4ea5-87a5-d6c48b567570";
    private const string Tdx10Platform = "9eec018b-7481-4b1c-8e1a-9f7c0c8c777f";
    private const string Tdx15Platform = "f708b97f-0fb2-4e6b-8b03-8a5bcd1221d3";
    private const string SgxEnclave = "bef7cb8c-31aa-42c1-854c-10db005d5c41";
    private const string Td10 = "A1E4EE9C-A12E-48AC-BED0-E3F89297F687";
    private const string Td15 = "45b734fc-aa4e-4c3d-ad28-e43d08880e68";
    private const string TdQe = "3769258c-75e6-4bc7-8d72-d2b0e224cad2";

    // Of Intel's sample policy: DEBUG does not matter.
    private const string SampleMask = "\"sgx_attributes_mask\":\"FFFFFFFFFFFFFF1BFF00FFFFFFFFFFFD\"";

    private const string Good = "\"accepted_tcb_status\":\"UpToDate\"";

    private static readonly DateTimeOffset Date = new(2024, 3, 13, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_strict_platform_policy_accepts_what_is_up_to_date()
    {
        var policy = Platform("""{"accepted_tcb_status":["UpToDate"],"collateral_grace_period":0}""");

        Assert.Empty(policy.Breaches(Enclave));
        Assert.Equal(["tcbStatus"], policy.Breaches(Enclave with { TcbStatus = TcbStatus.SWHardeningNeeded }));
        Assert.Equal(["tee"], policy.Breaches(Td));
    }

    [Fact]
    public void A_status_is_accepted_when_each_of_its_parts_is()
    {
        var policy = Platform("""{"accepted_tcb_status":["UpToDate","SWHardeningNeeded","ConfigurationNeeded"]}""");

        Assert.Equal(
            [
                TcbStatus.UpToDate, TcbStatus.SWHardeningNeeded, TcbStatus.ConfigurationNeeded,
                TcbStatus.ConfigurationAndSWHardeningNeeded,
            ],
            policy.AcceptedTcbStatuses.Order());
        Assert.Equal(
            [TcbStatus.UpToDate, TcbStatus.OutOfDate],
            Platform("""{"accepted_tcb_status":["UpToDate","OutOfDate"]}""").AcceptedTcbStatuses.Order());
    }

    [Theory]
    [InlineData("\"min_eval_num\":18", "tcbEvaluationDataNumber")]
    [InlineData("\"rejected_advisory_ids\":[\"INTEL-SA-00334\"]", "advisoryIds")]
    [InlineData("\"min_tcb_level_date\":\"2024-03-14T00:00:00Z\"", "tcbDate")]
    [InlineData("\"allow_dynamic_platform\":false", "dynamicPlatform")]
    [InlineData("\"allow_dynamic_plaform\":false", "dynamicPlatform")]
    [InlineData("\"allow_cached_keys\":false", "cachedKeys")]
    [InlineData("\"allow_smt_enabled\":false", "smtEnabled")]
    [InlineData("\"accepted_sgx_types\":[0,2]", "sgxType")]
    [InlineData("\"accepted_sgx_types\":0", "sgxType")]
    [InlineData("\"collateral_grace_period\":0,\"platform_grace_period\":100", "tcbDate")]
    public void Each_rule_about_a_platform_is_kept(string rule, string field)
    {
        var policy = Platform($$"""{"accepted_tcb_status":["UpToDate","OutOfDate"],{{rule}}}""");

        Assert.Equal([field], policy.Breaches(Enclave with
        {
            TcbStatus = TcbStatus.OutOfDate,
            TcbDate = Date,
            Time = Date.AddSeconds(101),
            AdvisoryIds = ["INTEL-SA-00334"],
        }));
    }

    [Theory]
    [InlineData("\"sgx_mrenclave\":\"" + Other + "\"", "mrEnclave")]
    [InlineData("\"sgx_mrsigner\":\"" + Other + "\"", "mrSigner")]
    [InlineData("\"sgx_isvprodid\":8", "isvProdId")]
    [InlineData("\"sgx_isvsvn_min\":4", "isvSvn")]
    [InlineData("\"sgx_configsvn_min\":4", "configSvn")]
    [InlineData("\"sgx_configid\":\"" + Other + Other + "\"", "configId")]
    [InlineData("\"sgx_isvfamilyid\":\"00000000000000000000000000000001\"", "isvFamilyId")]
    [InlineData("\"sgx_isvextprodid\":\"00000000000000000000000000000001\"", "isvExtProdId")]
    [InlineData("\"sgx_miscselect\":\"00000000\",\"sgx_miscselect_mask\":\"FFFFFFFF\"", "miscSelect")]
    [InlineData(
        "\"sgx_attributes\":\"00000000000000070000000000000005\","
        + "\"sgx_attributes_mask\":\"000000000000000400000000000000FF\"",
        "xfrm")]
    [InlineData(
        "\"sgx_attributes\":\"00000000000000030000000000000001\"," + SampleMask, "attributes")]
    public void Each_rule_about_an_enclave_is_kept(string rule, string field)
    {
        Assert.Equal([field], Tenant(SgxEnclave, $$"""{{{rule}}}""").Breaches(Enclave));
    }

    [Fact]
    public void A_mask_that_leaves_out_debug_does_not_allow_it()
    {
        var policy = Tenant(SgxEnclave, $$"""{"sgx_attributes":"00000000000000030000000000000005",{{SampleMask}}}""");
        var attributes = AnEnclave.Attributes | EnclaveAttributes.Debug;

        Assert.Equal(
            ["debug"], policy.Breaches(Enclave with { Claims = AnEnclave with { Attributes = attributes } }));
    }

    [Theory]
    [InlineData("tdx_mrtd", 0x52)]
    [InlineData("tdx_mrconfigid", 0x53)]
    [InlineData("tdx_mrowner", 0x54)]
    [InlineData("tdx_mrownerconfig", 0x55)]
    [InlineData("tdx_rtmr0", 0x60)]
    [InlineData("tdx_rtmr1", 0x61)]
    [InlineData("tdx_rtmr2", 0x62)]
    [InlineData("tdx_rtmr3", 0x63)]
    public void Each_measurement_of_a_td_is_compared(string name, byte value)
    {
        Assert.Empty(Tenant(Td10, $$"""{"{{name}}":"{{Hex(value)}}"}""").Breaches(Td));
        Assert.Single(Tenant(Td10, $$"""{"{{name}}":"{{Hex(0)}}"}""").Breaches(Td));
    }

    [Fact]
    public void Bits_of_a_td_have_the_highest_first_and_comments_are_let_be()
    {
        Assert.Empty(Tenant(Td10, """{"tdx_attributes":"0000000010000000","#NOTE":"no debug"}""").Breaches(Td));
        Assert.Equal(["xfam"], Tenant(Td10, """{"tdx_xfam":"00000000000000e3"}""").Breaches(Td));
    }

    [Fact]
    public void Policies_of_several_classes_are_one()
    {
        const string reference = """{"accepted_tcb_status":["UpToDate"]}""";
        var policy = JudgedQuotes.Parse($$"""
            {"policy_array":[{{Entry(SgxPlatform, reference)}},{{Entry(Tdx10Platform, reference)}},
            {{Entry(SgxEnclave, """{"sgx_isvprodid":7}""")}},{{Entry(Td10, $$"""{"tdx_mrtd":"{{Hex(0x52)}}"}""")}}]}
            """);

        Assert.Empty(policy.Breaches(Enclave));
        Assert.Empty(policy.Breaches(Td));
        Assert.Equal([TeeKind.Sgx, TeeKind.Tdx10], policy.Tee!.Order());
    }

    [Fact]
    public void Policies_of_platforms_alone_do_not_let_in_what_no_other_is_about()
    {
        const string reference = """{"accepted_tcb_status":["UpToDate"]}""";
        var policy = JudgedQuotes.Parse($$"""
            {"policy_array":[{{Entry(SgxPlatform, reference)}},{{Entry(Tdx10Platform, reference)}},
            {{Entry(Tdx15Platform, reference)}},{{Entry(SgxEnclave, $$"""{"sgx_mrenclave":"{{Mine}}"}""")}}]}
            """);

        Assert.Empty(policy.Breaches(Enclave));
        Assert.Equal(["tee"], policy.Breaches(Td));
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "", "at least one policy" },
        { Entry(TdQe, """{"accepted_tcb_status":["UpToDate"]}"""), "class_id" },
        { Entry(SgxPlatform, "{}"), "accepted_tcb_status" },
        { Entry(SgxPlatform, """{"accepted_tcb_status":["SWHardeningNeeded"]}"""), "UpToDate" },
        { Entry(SgxPlatform, """{"accepted_tcb_status":["UpToDate","Revoked"]}"""), "Revoked" },
        { Entry(SgxPlatform, $$"""{{{Good}},"accepted_platform_provider_ids":["a"]}"""), "provider" },
        { Entry(SgxPlatform, $$"""{{{Good}},"min_eval_num":1,"collateral_grace_period":0}"""), "grace" },
        { Entry(SgxPlatform, $$"""{{{Good}},"platform_grace_period":1}"""), "collateral_grace_period" },
        {
            Entry(SgxPlatform, $$"""{{{Good}},"collateral_grace_period":0,"platform_grace_period":1}"""), "OutOfDate"
        },
        {
            Entry(SgxPlatform, $$"""{{{Good}},"allow_dynamic_platform":true,"allow_dynamic_plaform":true}"""),
            "allow_dynamic_plaform"
        },
        { Entry(SgxEnclave, """{"sgx_ce_attributes":"00"}"""), "sgx_ce_attributes" },
        {
            $$$"""{"environment":{"class_id":"{{{SgxEnclave}}}","mr_signer":"00"},"reference":{}}""",
            "environment.mr_signer: expected no such member"
        },
        {
            $$$"""{"environment":{"class_id":"{{{SgxEnclave}}}","description":1},"reference":{}}""",
            "environment.description"
        },
        { Entry(SgxEnclave, $$"""{{{SampleMask}}}"""), "sgx_attributes beside" },
        { Entry(Td15, "{}") + "," + Entry(Td15, "{}"), "one policy of each class" },
        {
            Entry(Tdx10Platform, $$"""{{{Good}}}""") + ","
            + Entry(Tdx15Platform, """{"accepted_tcb_status":["UpToDate","OutOfDate"]}"""),
            "the same as that of the class before"
        },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_cannot_be_honoured_is_refused(string entries, string why)
    {
        var refusal = Assert.Throws<SgxFormatException>(
            () => JudgedQuotes.Parse($$"""{"policy_array":[{{entries}}]}"""));

        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
    }

    private static EnclavePolicy Platform(string reference) => Tenant(SgxPlatform, reference);

    private static EnclavePolicy Tenant(string classId, string reference) =>
        JudgedQuotes.Parse($$"""{"policy_array":[{{Entry(classId, reference)}}]}""");

    private static string Entry(string classId, string reference) =>
        $$"""{"environment":{"class_id":"{{classId}}","description":"a test"},"reference":{{reference}}}""";
}
