using System.Text;
using static Sgx.Dcap.Tests.Policy.JudgedQuotes;

namespace Sgx.Dcap.Tests.Policy;

public sealed class PolicyDocumentTests
{
    public static TheoryData<string, string> Refused => new()
    {
        { "", "policy: expected strict JSON" },
        { "[]", "policy: expected Object" },
        { "{}", "policy.version" },
        { """{"version":2}""", "policy.version: expected 1, found 2" },
        { """{"version":1,"versoin":1}""", "policy.versoin: expected no such member" },
        { """{"version":1,"allowDebug":false,"allowDebug":true}""", "strict JSON" },
        { """{"version":1,"allowDebug":"yes"}""", "policy.allowDebug: expected true or false, found String" },
        { """{"version":1,"tee":["sev"]}""", "policy.tee: expected sgx, tdx1.0, tdx1.5, found 'sev'" },
        { """{"version":1,"tee":[]}""", "policy.tee: expected at least one" },
        { """{"version":1,"enclave":{"mrEnclav":"00"}}""", "policy.enclave.mrEnclav: expected no such member" },
        { """{"version":1,"enclave":{"mrEnclave":"00"}}""", "policy.enclave.mrEnclave: expected 64 hexadecimal" },
        { """{"version":1,"enclave":{"mrEnclave":[]}}""", "policy.enclave.mrEnclave: expected at least one" },
        { """{"version":1,"enclave":{"isvProdId":65536}}""", "policy.enclave.isvProdId" },
        { """{"version":1,"enclave":{"attributes":{"value":"0000000000000001"}}}""", "policy.enclave.attributes.mask" },
        {
            """{"version":1,"enclave":{"miscSelect":{"value":"00000003","mask":"00000001"}}}""",
            "policy.enclave.miscSelect: expected a value with no bit outside its mask"
        },
        { """{"version":1,"td":{"rtmr4":"00"}}""", "policy.td.rtmr4: expected no such member" },
        { """{"version":1,"tcb":{"accepted":{"Revoked":"any"}}}""", "policy.tcb.accepted.Revoked" },
        { """{"version":1,"tcb":{"accepted":{"OutOfDate":"all"}}}""", "an array of advisory ids, or \"any\"" },
        { """{"version":1,"tcb":{"accepted":{"OutOfDate":true}}}""", "policy.tcb.accepted.OutOfDate: expected Array" },
        { """{"version":1,"tcb":{"accepted":["OutOfDate"]}}""", "policy.tcb.accepted: expected Object" },
        { """{"version":1,"tcb":{"accepted":{"OutOfDate":["SA 1"]}}}""", "ids as INTEL-SA-00334" },
        { """{"version":1,"tcb":{"baselineDate":"2024-03-13"}}""", "policy.tcb.baselineDate" },
        { """{"version":1,"tcb":{"platformGraceSeconds":1}}""", "policy.tcb.platformGraceSeconds: expected OutOfDate" },
        { """{"version":1,"collateral":{"allowExpired":true,"graceSeconds":1}}""", "policy.collateral.graceSeconds" },
        { """{"version":1,"platforms":{"allowed":[]}}""", "policy.platforms.allowed: expected at least one" },
        { """{"version":1,"platforms":{"denied":[{"note":"x"}]}}""", "policy.platforms.denied[0].ppid" },
        { """{"version":1,"platforms":{"denied":[{"ppid":"00"}]}}""", "policy.platforms.denied[0].ppid: expected 16" },
        { """{"version":1,"platforms":{"denied":[{"qeid":"00"}]}}""", "policy.platforms.denied[0].qeid" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_document_that_leaves_a_doubt_is_refused_with_the_place(string json, string why)
    {
        var refusal = Assert.Throws<SgxFormatException>(() => JudgedQuotes.Parse(json));

        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_that_says_nothing_is_as_strict_as_none() =>
        Assert.Equal(
            new EnclavePolicy().Rules.Select(rule => (rule.Name, rule.Expected, rule.Source)),
            WithRules("\"description\":\"nothing\"").Rules.Select(rule => (rule.Name, rule.Expected, rule.Source)));

    [Fact]
    public void Every_rule_tells_its_source()
    {
        var policy = WithRules("""
            "allowDebug":true,"enclave":{"isvProdId":8},"tcb":{"accepted":{"OutOfDate":["SA-1"]}}
            """) with { MinimumIsvSvn = 9 };

        Assert.Equal(
            [
                ("tee", "default"),
                ("enclave.isvProdId", "test.json: enclave.isvProdId"),
                ("enclave.minimumIsvSvn", "program"),
                ("allowDebug", "test.json: allowDebug"),
                ("tcb.accepted", "test.json: tcb.accepted"),
                ("tcb.accepted", "test.json: tcb.accepted"),
                ("tcb.accepted.OutOfDate", "test.json: tcb.accepted.OutOfDate"),
            ],
            policy.Rules.Where(rule => rule.Name is "tee" || rule.Source != "default")
                .Select(rule => (rule.Name, rule.Source)));
        Assert.Equal(
            ["test.json: enclave.isvProdId", "program"],
            policy.Judge(Enclave).Mismatches.Select(mismatch => mismatch.Source));
    }

    [Fact]
    public void A_policy_may_have_parts_but_a_rule_only_one_source()
    {
        var policy = WithRules("\"enclave\":{\"isvProdId\":7}");

        var both = policy.With("""{"version":1,"enclave":{"minimumIsvSvn":4}}"""u8.ToArray(), "more.json");
        Assert.Equal(["isvSvn"], both.Breaches(Enclave));
        var refusal = Assert.Throws<SgxFormatException>(
            () => policy.With("""{"version":1,"enclave":{"isvProdId":7}}"""u8.ToArray(), "more.json"));
        Assert.Contains("test.json: enclave.isvProdId too", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_does_not_change_what_the_program_has_said()
    {
        var program = new EnclavePolicy { MrEnclave = Measurement.Parse(Mine), AllowExpiredCollateral = true };
        var document = Encoding.UTF8.GetBytes($$$"""{"version":1,"enclave":{"mrEnclave":"{{{Other}}}"}}""");

        var refusal = Assert.Throws<SgxFormatException>(() => program.With(document, "test.json"));
        Assert.Contains("program too", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<SgxFormatException>(() => program.With(
            """{"version":1,"collateral":{"allowExpired":false}}"""u8.ToArray(), "test.json"));
    }

    [Theory]
    [InlineData("\"tee\":[\"sgx\",\"tdx1.0\",\"tdx1.5\"],\"enclave\":{\"mrEnclave\":\"M\"}", true, false)]
    [InlineData("\"tee\":\"sgx\",\"td\":{\"mrTd\":\"T\"}", false, false)]
    [InlineData("\"td\":{\"mrTd\":\"T\"}", false, true)]
    [InlineData("\"enclave\":{\"mrEnclave\":\"M\"},\"td\":{\"mrTd\":\"T\"}", true, true)]
    [InlineData("\"tee\":\"sgx\"", true, false)]
    public void A_kind_that_the_policy_says_nothing_of_does_not_pass_by_being_none(string rules, bool sgx, bool td)
    {
        var policy = WithRules(rules.Replace("\"M\"", $"\"{Mine}\"").Replace("\"T\"", $"\"{Hex(0x52)}\""));

        Assert.Equal(sgx, policy.Judge(Enclave).IsSatisfied);
        Assert.Equal(td, policy.Judge(Td).IsSatisfied);
    }

    [Fact]
    public void A_document_that_is_too_large_is_not_read() =>
        Assert.Throws<SgxFormatException>(
            () => EnclavePolicy.Parse(new byte[EnclavePolicy.MaxDocument + 1], "huge.json"));

    [Fact]
    public void The_example_in_the_documentation_is_read_and_has_every_member()
    {
        var json = Example();

        var policy = JudgedQuotes.Parse(json);

        Assert.Equal(
            ["SWHardeningNeeded", "OutOfDate"], policy.Tcb.AcceptedWithAdvisories.Keys.Order().Select(s => $"{s}"));
        foreach (var name in Members)
            Assert.Contains($"\"{name}\":", json, StringComparison.Ordinal);
    }

    [Fact]
    public void No_change_of_a_byte_makes_anything_but_a_policy_or_a_refusal()
    {
        var json = Encoding.UTF8.GetBytes(Example());
        for (var i = 0; i < json.Length; i++)
        {
            foreach (var value in "\"{[:,9-x\\\0"u8)
                ParseOrRefuse(json, i, value);
        }
    }

    private static void ParseOrRefuse(byte[] json, int index, byte value)
    {
        var before = json[index];
        json[index] = value;
        try
        {
            _ = EnclavePolicy.Parse(json, "test.json").Rules;
        }
        catch (SgxFormatException e)
        {
            Assert.InRange(e.Message.Length, 1, 700);
        }

        json[index] = before;
    }

    [Fact]
    public void A_refusal_is_short_however_long_the_names_are()
    {
        var refusal = Assert.Throws<SgxFormatException>(
            () => WithRules($"\"{new string('x', 100_000)}\":1"));

        Assert.InRange(refusal.Message.Length, 1, 700);
    }

    private static readonly string[] Members =
    [
        "version", "description", "tee", "allowDebug", "enclave", "mrEnclave", "mrSigner", "isvProdId", "minimumIsvSvn",
        "attributes", "xfrm", "miscSelect", "configId", "minimumConfigSvn", "isvFamilyId", "isvExtProdId",
        "allowProvisionKey", "allowEInitTokenKey", "allowReserved", "td", "mrTd", "mrSeam", "mrConfigId", "mrOwner",
        "mrOwnerConfig", "mrServiceTd", "rtmr0", "rtmr1", "rtmr2", "rtmr3", "xfam", "allowReservedAttributes",
        "allowSeptVe", "tcb", "accepted", "rejectedAdvisoryIds", "minimumEvaluationDataNumber", "baselineDate",
        "platformGraceSeconds", "collateral", "graceSeconds", "platforms", "allowed", "denied", "sgxTypes",
        "allowDynamic", "allowCachedKeys", "allowSmt", "ppid", "platformInstanceId", "fmspc", "note",
    ];

    private static string Example()
    {
        var text = File.ReadAllText(Path.Combine(Sgx.Testing.RepositoryRoot.Path, "docs", "policy.md"), Encoding.UTF8);
        var begin = text.IndexOf("```json\n{\n  \"version\"", StringComparison.Ordinal) + "```json\n".Length;
        return text[begin..text.IndexOf("```", begin, StringComparison.Ordinal)];
    }
}
