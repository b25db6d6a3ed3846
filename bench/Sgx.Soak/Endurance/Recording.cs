using System.Globalization;
using System.Text;

namespace Sgx.Soak.Endurance;

/// <summary>A long run on paper: all its samples as CSV, and a picture of them.</summary>
internal static class Recording
{
    public const string Csv = "long-run.csv", Picture = "long-run.svg";

    /// <summary>Writes both files into a folder.</summary>
    public static void Write(string folder, IReadOnlyList<Sample> samples)
    {
        _ = Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, Csv), Table(samples));
        Series[] series = [Series.Memory(samples), Series.Descriptors(samples), Series.Threads(samples)];
        File.WriteAllText(Path.Combine(folder, Picture), new Plot("quotes of one agent", series).ToString());
    }

    private static string Table(IEnumerable<Sample> samples)
    {
        var text = new StringBuilder("seconds,quotes,resident_mb,descriptors,threads\n");
        foreach (var (seconds, quotes, (megabytes, descriptors, threads)) in samples)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"{seconds:F2},{quotes},{megabytes:F1},")
                .Append(CultureInfo.InvariantCulture, $"{descriptors},{threads}\n");
        }

        return text.ToString();
    }
}
