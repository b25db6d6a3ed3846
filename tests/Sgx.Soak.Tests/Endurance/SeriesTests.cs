using Sgx.Soak.Endurance;

namespace Sgx.Soak.Tests.Endurance;

public sealed class SeriesTests
{
    [Fact]
    public void Growth_shows_in_the_tenths_and_in_the_slope()
    {
        var series = Of(quotes => 20 + quotes / 1e6);

        Assert.Equal(20.00015, series.Early, 5);
        Assert.Equal(20.00095, series.Late, 5);
        Assert.Equal(1, series.Slope, 6);
    }

    [Fact]
    public void Warming_up_in_the_first_tenth_does_not_count()
    {
        var series = Of(quotes => quotes < 100 ? quotes : 100);

        Assert.Equal(series.Early, series.Late);
        Assert.Equal(0, series.Slope, 6);
    }

    [Fact]
    public void A_recording_has_a_line_a_sample_and_a_picture()
    {
        var folder = Directory.CreateTempSubdirectory("soak");
        try
        {
            Recording.Write(folder.FullName, [new(0.5, 10, new(20.5, 8, 5)), new(1, 20, new(21, 9, 5))]);

            var table = File.ReadAllLines(Path.Combine(folder.FullName, Recording.Csv));
            Assert.Equal(["0.50,10,20.5,8,5", "1.00,20,21.0,9,5"], table[1..]);
            var picture = System.Xml.Linq.XDocument.Load(Path.Combine(folder.FullName, Recording.Picture));
            Assert.Equal(3, picture.Root!.Elements().Count(element => element.Name.LocalName == "polyline"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Series Of(Func<double, double> value) =>
        new("figure", "units", [.. Enumerable.Range(0, 1000).Select(i => ((double)i, value(i)))]);
}
