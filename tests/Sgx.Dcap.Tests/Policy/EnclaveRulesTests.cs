using static Sgx.Dcap.Tests.Policy.JudgedQuotes;

namespace Sgx.Dcap.Tests.Policy;

public sealed class EnclaveRulesTests
{
    public static TheoryData<string, string> Rules => new()
    {
        { $"\"mrEnclave\":\"{Other}\"", "mrEnclave" },
        { $"\"mrSigner\":[\"{Other}\"]", "mrSigner" },
        { "\"isvProdId\":8", "isvProdId" },
        { "\"minimumIsvSvn\":4", "isvSvn" },
        { "\"minimumConfigSvn\":1", "configSvn" },
        { $"\"configId\":\"{Other}{Other}\"", "configId" },
        { "\"isvFamilyId\":\"00000000000000000000000000000001\"", "isvFamilyId" },
        { "\"isvExtProdId\":\"00000000000000000000000000000001\"", "isvExtProdId" },
        { "\"attributes\":{\"value\":\"0000000000000000\",\"mask\":\"0000000000000004\"}", "attributes" },
        { "\"xfrm\":{\"value\":\"0000000000000007\",\"mask\":\"00000000000000ff\"}", "xfrm" },
        { "\"miscSelect\":{\"value\":\"00000000\",\"mask\":\"ffffffff\"}", "miscSelect" },
    };

    public static TheoryData<string> MetRules =>
    [
        $"\"mrEnclave\":[\"{Other}\",\"{Mine}\"]",
        $"\"mrSigner\":\"{Mine}\"",
        "\"isvProdId\":7",
        "\"minimumIsvSvn\":3",
        "\"minimumConfigSvn\":0",
        "\"isvFamilyId\":\"00000000000000000000000000000000\"",
        "\"attributes\":{\"value\":\"0000000000000004\",\"mask\":\"0000000000000004\"}",
        "\"xfrm\":{\"value\":\"0000000000000003\",\"mask\":\"00000000000000ff\"}",
        "\"miscSelect\":{\"value\":\"00000001\",\"mask\":\"ffffffff\"}",
    ];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_that_is_broken_is_told(string rule, string field) =>
        Assert.Equal([field], WithRules($$"""
            "enclave":{{{rule}}}
            """).Breaches(Enclave));

    [Theory]
    [MemberData(nameof(MetRules))]
    public void A_rule_that_is_kept_is_not(string rule) =>
        Assert.Empty(WithRules($$"""
            "enclave":{{{rule}}}
            """).Breaches(Enclave));

    [Theory]
    [InlineData(EnclaveAttributes.Debug, "debug", "\"allowDebug\":true")]
    [InlineData(EnclaveAttributes.ProvisionKey, "provisionKey", "\"enclave\":{\"allowProvisionKey\":true}")]
    [InlineData(EnclaveAttributes.EInitTokenKey, "eInitTokenKey", "\"enclave\":{\"allowEInitTokenKey\":true}")]
    [InlineData((EnclaveAttributes)0x8, "reservedAttributes", "\"enclave\":{\"allowReserved\":true}")]
    [InlineData((EnclaveAttributes)0x8000_0000_0000_0000, "reservedAttributes", "\"enclave\":{\"allowReserved\":true}")]
    public void What_makes_an_enclave_doubtful_is_refused_unless_allowed(
        EnclaveAttributes attribute, string field, string allowance)
    {
        var found = Enclave with { Claims = AnEnclave with { Attributes = AnEnclave.Attributes | attribute } };

        Assert.Equal([field], new EnclavePolicy().Breaches(found));
        Assert.Empty(WithRules(allowance).Breaches(found));
    }

    [Fact]
    public void Reserved_bytes_that_are_not_zero_are_refused_unless_allowed()
    {
        var found = Enclave with { Claims = AnEnclave with { HasReservedBytes = true } };

        Assert.Equal(["reservedBytes"], new EnclavePolicy().Breaches(found));
        Assert.Empty(WithRules("\"enclave\":{\"allowReserved\":true}").Breaches(found));
    }

    [Fact]
    public void An_enclave_that_does_not_run_is_refused() =>
        Assert.Equal(
            ["init"],
            new EnclavePolicy().Breaches(
                Enclave with { Claims = AnEnclave with { Attributes = EnclaveAttributes.Mode64Bit } }));

    [Fact]
    public void A_policy_for_enclaves_refuses_trust_domains()
    {
        var mismatch = Assert.Single(WithRules("\"enclave\":{\"isvProdId\":7}").Judge(Td).Mismatches);

        Assert.Equal(("tee", "sgx", "tdx1.0"), (mismatch.Field, mismatch.Expected, mismatch.Found));
    }
}
