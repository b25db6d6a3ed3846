namespace Sgx.Tests;

public sealed class DurationTextTests
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMicroseconds(1), Longest = TimeSpan.FromHours(1);

    [Theory]
    [InlineData("1us", 10)]
    [InlineData("250µs", 2_500)]
    [InlineData("250μs", 2_500)]
    [InlineData("500ms", 5_000_000)]
    [InlineData("0.5ms", 5_000)]
    [InlineData("1.5s", 15_000_000)]
    [InlineData("15s", 150_000_000)]
    [InlineData("2m", 1_200_000_000)]
    [InlineData("60m", 36_000_000_000)]
    [InlineData("1h", 36_000_000_000)]
    [InlineData("0.25h", 9_000_000_000)]
    [InlineData("1.00000009s", 10_000_000)] // finer than a tick
    public void A_time_is_a_number_and_a_unit(string text, long ticks) =>
        Assert.Equal(ticks, DurationText.Parse(text, Shortest, Longest).Ticks);

    [Theory]
    [InlineData("")]
    [InlineData("15")]
    [InlineData("s")]
    [InlineData("0s")]
    [InlineData("-1s")]
    [InlineData("+1s")]
    [InlineData(".5s")]
    [InlineData("1.s")]
    [InlineData("1.2.3s")]
    [InlineData("1,5s")]
    [InlineData("1e3ms")]
    [InlineData("1 s")]
    [InlineData(" 1s")]
    [InlineData("1s ")]
    [InlineData("1m30s")]
    [InlineData("1S")]
    [InlineData("1d")]
    [InlineData("61m")]
    [InlineData("1.1h")]
    [InlineData("0.9us")]
    [InlineData("99999999999s")]
    [InlineData("99999999999999999999999999999999999999h")]
    public void Everything_else_is_refused(string text)
    {
        var refusal = Assert.Throws<FormatException>(() => DurationText.Parse(text, Shortest, Longest));

        Assert.Equal($"expected a time as 500ms, 1.5s, 2m or 1h, from 1us to 1h, found '{text}'", refusal.Message);
    }

    [Fact]
    public void Both_bounds_are_times_that_are_taken()
    {
        Assert.Equal(Shortest, DurationText.Parse("1us", Shortest, Longest));
        Assert.Equal(Longest, DurationText.Parse("3600s", Shortest, Longest));
    }
}
