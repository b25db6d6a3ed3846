using Sgx.Cli.Input;

namespace Sgx.Cli.Tests.Input;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("15s", 15_000)]
    [InlineData("2m", 120_000)]
    [InlineData("60m", 3_600_000)]
    public void A_time_is_a_number_and_a_unit(string text, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), DurationText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("15")]
    [InlineData("s")]
    [InlineData("0s")]
    [InlineData("-1s")]
    [InlineData("1.5s")]
    [InlineData("61m")]
    [InlineData("99999999999s")]
    public void Everything_else_is_refused(string text) =>
        Assert.Throws<FormatException>(() => DurationText.Parse(text));
}
