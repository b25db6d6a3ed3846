using Sgx.Cli.Input;
using Sgx.Dcap;
using Sgx.Simulation;

namespace Sgx.Cli.Tests.Input;

public sealed class ChoiceTextTests
{
    [Theory]
    [InlineData("OutdatedTcb")]
    [InlineData("outdatedtcb")]
    [InlineData("outdated-tcb")]
    public void A_choice_is_known_by_name_and_in_kebab_case(string text) =>
        Assert.Equal(CollateralFault.OutdatedTcb, ChoiceText.Parse<CollateralFault>(text));

    [Fact]
    public void A_list_has_commas() =>
        Assert.Equal([TcbStatus.UpToDate, TcbStatus.OutOfDate], ChoiceText.ParseList<TcbStatus>("UpToDate,OutOfDate"));

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("UpToDate,")]
    [InlineData("UpToDate SWHardeningNeeded")]
    public void A_number_is_no_name_and_neither_is_nothing(string text) =>
        Assert.Throws<FormatException>(() => ChoiceText.ParseList<TcbStatus>(text));
}
