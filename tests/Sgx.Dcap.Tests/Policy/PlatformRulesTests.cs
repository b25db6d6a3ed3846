using Sgx.Dcap.Policy;
using static Sgx.Dcap.Tests.Policy.JudgedQuotes;

namespace Sgx.Dcap.Tests.Policy;

public sealed class PlatformRulesTests
{
    private const string Zeros = "00000000000000000000000000000000";
    private const string Ones = "11111111111111111111111111111111";

    private static readonly QuoteVerdict.Verified OfProcessorCa = Enclave with
    {
        Supplemental = Enclave.Supplemental with
        {
            PlatformInstanceId = null,
            DynamicPlatform = null,
            CachedKeys = null,
            SmtEnabled = null,
        },
    };

    [Theory]
    [InlineData($$"""{"ppid":"{{Zeros}}"}""", PlatformBinding.Matched)]
    [InlineData(
        $$"""{"platformInstanceId":"{{Zeros}}","fmspc":"00606A000000","note":"mine"}""", PlatformBinding.Matched)]
    [InlineData("""{"fmspc":"00606a000000"}""", PlatformBinding.None)]
    [InlineData($$"""{"fmspc":"00606a000000"},{"ppid":"{{Zeros}}"}""", PlatformBinding.Matched)]
    [InlineData($$"""{"ppid":"{{Ones}}"}""", PlatformBinding.Unmatched)]
    [InlineData($$"""{"ppid":"{{Zeros}}","fmspc":"00606a000001"}""", PlatformBinding.Unmatched)]
    [InlineData("""{"fmspc":"00606a000001"}""", PlatformBinding.Unmatched)]
    public void A_platform_must_be_on_the_list_of_those_allowed(string entries, PlatformBinding binding)
    {
        var verdict = WithRules($$"""
            "platforms":{"allowed":[{{entries}}]}
            """).Judge(Enclave);

        Assert.Equal(binding, verdict.PlatformBinding);
        Assert.Equal(binding is not PlatformBinding.Unmatched, verdict.IsSatisfied);
    }

    [Fact]
    public void A_platform_that_is_denied_is_refused_even_if_it_is_allowed()
    {
        var verdict = WithRules($$"""
            "platforms":{"allowed":[{"fmspc":"00606a000000"}],"denied":[{"ppid":"{{Zeros}}"}]}
            """).Judge(Enclave);

        Assert.Equal("platform", Assert.Single(verdict.Mismatches).Field);
        Assert.Equal(PlatformBinding.Unmatched, verdict.PlatformBinding);
    }

    [Theory]
    [InlineData($$"""{"ppid":"{{Zeros}}","platformInstanceId":"{{Ones}}","fmspc":"00606a000001"}""", false)]
    [InlineData($$"""{"ppid":"{{Ones}}","platformInstanceId":"{{Zeros}}"}""", false)]
    [InlineData("""{"fmspc":"00606a000000"}""", false)]
    [InlineData($$"""{"ppid":"{{Ones}}","fmspc":"00606a000000"}""", true)]
    [InlineData($$"""{"ppid":"{{Ones}}","platformInstanceId":"{{Ones}}"}""", true)]
    public void One_identifier_that_agrees_is_enough_to_be_denied(string entry, bool acceptable) =>
        Assert.Equal(acceptable, WithRules($$"""
            "platforms":{"denied":[{{entry}}]}
            """).Judge(Enclave).IsSatisfied);

    [Fact]
    public void Without_a_list_the_quote_is_bound_to_no_platform() =>
        Assert.Equal(PlatformBinding.None, new EnclavePolicy().Judge(Enclave).PlatformBinding);

    [Fact]
    public void A_platform_without_instance_id_is_not_the_one_with_that_of_zeros() =>
        Assert.Equal(["platform"], WithRules($$"""
            "platforms":{"allowed":[{"platformInstanceId":"{{Zeros}}"}]}
            """).Breaches(OfProcessorCa));

    [Fact]
    public void The_ppid_is_never_told() =>
        Assert.DoesNotContain("ppid", Assert.Single(WithRules($$"""
            "platforms":{"allowed":[{"ppid":"{{Ones}}"}]}
            """).Judge(Enclave).Mismatches).Found, StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("\"allowDynamic\":false", "dynamicPlatform")]
    [InlineData("\"allowCachedKeys\":false", "cachedKeys")]
    [InlineData("\"allowSmt\":false", "smtEnabled")]
    [InlineData("\"sgxTypes\":[0,2]", "sgxType")]
    public void What_the_certificate_says_of_the_platform_can_be_refused(string rule, string field)
    {
        Assert.Equal([field], WithRules($$"""
            "platforms":{{{rule}}}
            """).Breaches(Enclave));
    }

    [Theory]
    [InlineData("\"allowDynamic\":false")]
    [InlineData("\"allowCachedKeys\":false")]
    [InlineData("\"sgxTypes\":1")]
    public void A_platform_of_one_package_is_neither_dynamic_nor_are_its_keys_cached(string rule) =>
        Assert.Empty(WithRules($$"""
            "platforms":{{{rule}}}
            """).Breaches(OfProcessorCa));

    [Fact]
    public void A_platform_that_does_not_say_may_have_smt_on() =>
        Assert.Equal(["smtEnabled"], WithRules("""
            "platforms":{"allowSmt":false}
            """).Breaches(OfProcessorCa));
}
