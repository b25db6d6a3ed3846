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
        var plot = new Plot("Quotes of one agent", Series.Memory(samples), Series.Descriptors(samples), Series.Threads(samples));
        File.WriteAllText(Path.Combine(folder, Picture), plot.ToString());
    }

    private static string Table(IEnumerable<Sample> samples)
    {
        var text = new StringBuilder("seconds,quotes,resident_mb,descriptors,threads\n");
        foreach (var (seconds, quotes, figures) in samples)
            _ = text.Append(CultureInfo.InvariantCulture, $"{seconds:F2},{quotes},{figures.ResidentMegabytes:F1},{figures.Descriptors},{figures.Threads}\n");
        return text.ToString();
    }
}
