using Sgx.Dcap.RaTls;
using static Sgx.Dcap.TcbStatus;

namespace Sgx.Dcap.Tests.RaTls;

public sealed class GramineVariablesTests
{
    private static readonly string Hex = new('a', 64);

    [Fact]
    public void Measurements_and_numbers_become_a_policy()
    {
        var policy = Read(
            ("RA_TLS_MRENCLAVE", new string('b', 64)), ("RA_TLS_MRSIGNER", Hex),
            ("RA_TLS_ISV_PROD_ID", "7"), ("RA_TLS_ISV_SVN", "3"));

        Assert.Equal(Measurement.Parse(new string('b', 64)), policy.MrEnclave);
        Assert.Equal(Measurement.Parse(Hex), policy.MrSigner);
        Assert.Equal(((ushort?)7, (ushort?)3, false), (policy.IsvProdId, policy.MinimumIsvSvn, policy.AllowDebug));
        Assert.Equal([UpToDate], policy.AcceptedTcbStatuses);
        Assert.False(policy.AllowExpiredCollateral);
    }

    [Fact]
    public void Any_is_the_same_as_nothing()
    {
        var policy = Read(
            ("RA_TLS_MRENCLAVE", "any"), ("RA_TLS_MRSIGNER", Hex),
            ("RA_TLS_ISV_PROD_ID", "any"), ("RA_TLS_ISV_SVN", "any"));

        Assert.Equal((null, null, null), (policy.MrEnclave, policy.IsvProdId, policy.MinimumIsvSvn));
    }

    [Theory]
    [InlineData("any", "any")]
    [InlineData(null, "any")]
    [InlineData(null, null)]
    public void Neither_measurement_is_refused(string? mrEnclave, string? mrSigner) =>
        Assert.Contains(
            "at least one measurement",
            Assert.Throws<SgxFormatException>(
                () => Read(("RA_TLS_MRENCLAVE", mrEnclave), ("RA_TLS_MRSIGNER", mrSigner))).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("", "", "", UpToDate)]
    [InlineData("1", "", "", UpToDate, OutOfDate)]
    [InlineData("", "1", "", UpToDate, ConfigurationNeeded)]
    [InlineData("0", "", "1", UpToDate, SWHardeningNeeded)]
    [InlineData("1", "1", "", UpToDate, OutOfDate, ConfigurationNeeded, OutOfDateConfigurationNeeded)]
    [InlineData(
        "", "1", "1", UpToDate, ConfigurationNeeded, SWHardeningNeeded, ConfigurationAndSWHardeningNeeded)]
    public void A_status_that_is_two_things_needs_both_variables(
        string outdated, string configuration, string hardening, params TcbStatus[] accepted)
    {
        var policy = Read(
            ("RA_TLS_MRSIGNER", Hex), ("RA_TLS_ALLOW_OUTDATED_TCB_INSECURE", outdated),
            ("RA_TLS_ALLOW_HW_CONFIG_NEEDED", configuration), ("RA_TLS_ALLOW_SW_HARDENING_NEEDED", hardening));

        Assert.Equal(accepted.Order(), policy.AcceptedTcbStatuses.Order());
    }

    [Fact]
    public void Debug_enclaves_need_the_variable() =>
        Assert.True(Read(("RA_TLS_MRSIGNER", Hex), ("RA_TLS_ALLOW_DEBUG_ENCLAVE_INSECURE", "1")).AllowDebug);

    [Theory]
    [InlineData("RA_TLS_MRENCLAVE", "abc")]
    [InlineData("RA_TLS_MRENCLAVE", "")]
    [InlineData("RA_TLS_ISV_PROD_ID", "65536")]
    [InlineData("RA_TLS_ISV_PROD_ID", "-1")]
    [InlineData("RA_TLS_ISV_SVN", "0x1")]
    [InlineData("RA_TLS_ALLOW_OUTDATED_TCB_INSECURE", "true")]
    [InlineData("RA_TLS_ALLOW_DEBUG_ENCLAVE_INSECURE", "yes")]
    public void What_makes_no_sense_is_refused_by_name(string variable, string value) =>
        Assert.Equal(
            variable,
            Assert.Throws<SgxFormatException>(() => Read(("RA_TLS_MRSIGNER", Hex), (variable, value))).Structure);

    private static EnclavePolicy Read(params (string Name, string? Value)[] variables) =>
        GramineVariables.ReadPolicy(name => variables.LastOrDefault(variable => variable.Name == name).Value);
}
