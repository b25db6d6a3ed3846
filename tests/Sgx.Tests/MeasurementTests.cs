namespace Sgx.Tests;

public sealed class MeasurementTests
{
    private const string Hex = "8c4f5775d796503e96137f77c68a829a0056ac8ded70140b081b094490c57bff";

    [Fact]
    public void It_is_written_as_it_is_stored()
    {
        var measurement = new Measurement(Convert.FromHexString(Hex));

        Assert.Equal(Hex, measurement.ToString());
        Assert.Equal(Convert.FromHexString(Hex), measurement.ToBytes());
        Assert.Equal(measurement, Measurement.Parse(Hex.ToUpperInvariant()));
        Assert.NotEqual(measurement, default);
    }

    [Theory]
    [InlineData("")]
    [InlineData("8c4f")]
    [InlineData("zc4f5775d796503e96137f77c68a829a0056ac8ded70140b081b094490c57bff")]
    [InlineData("8c4f5775d796503e96137f77c68a829a0056ac8ded70140b081b094490c57bff00")]
    public void Anything_but_64_digits_is_refused(string hex)
    {
        Assert.False(Measurement.TryParse(hex, out _));
        _ = Assert.Throws<SgxFormatException>(() => Measurement.Parse(hex));
    }
}
