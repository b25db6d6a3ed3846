using Sgx.Soak.Figures;

namespace Sgx.Soak.Tests.Figures;

public sealed class FigureSheetTests
{
    [Fact]
    public void A_broken_promise_breaks_the_run_and_a_missed_target_does_not()
    {
        var output = new StringWriter();
        var sheet = new FigureSheet(output);

        sheet.Add(Figure.Target("latency", 3.5, isMet: false));
        Assert.True(sheet.AllKept);
        sheet.Add(Figure.Promise("failures", 1, isKept: false));

        Assert.False(sheet.AllKept);
        Assert.Contains("3.5  missed", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("1  BROKEN", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5, 3)]
    [InlineData(0.99, 5)]
    [InlineData(0, 1)]
    public void A_quantile_is_a_value_that_was_seen(double part, double expected) =>
        Assert.Equal(expected, Quantile.Of(part, [5, 3, 1, 4, 2]));
}
