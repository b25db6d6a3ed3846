using Sgx.Cli.Input;
using Sgx.Cli.Tests.Support;

namespace Sgx.Cli.Tests.Input;

public sealed class TimeTextTests
{
    private static readonly FixedClock Clock = new(DateTimeOffset.FromUnixTimeSeconds(1_000_000_000));

    [Theory]
    [InlineData("1749668926", 1749668926)]
    [InlineData("0", 0)]
    [InlineData("2025-06-11T19:08:46Z", 1749668926)]
    [InlineData("2025-06-11T21:08:46+02:00", 1749668926)]
    [InlineData("2025-06-11", 1749600000)]
    [InlineData("now", 1_000_000_000)]
    public void An_instant_can_be_written_in_several_ways(string text, long expected) =>
        Assert.Equal(expected, TimeText.Parse(text, Clock).ToUnixTimeSeconds());

    [Fact]
    public void What_is_written_in_utc_is_not_shifted_by_the_local_zone() =>
        Assert.Equal(TimeSpan.Zero, TimeText.Parse("2025-06-11", Clock).Offset);

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1e9")]
    [InlineData("2025-06-11T19:08:46")] // no zone: nobody can tell when that is
    [InlineData("2025-13-01")]
    [InlineData("11.06.2025")]
    [InlineData("253402300800")]
    [InlineData("99999999999999999999")]
    public void Everything_else_is_refused(string text) =>
        Assert.Throws<FormatException>(() => TimeText.Parse(text, Clock));
}
