using System.Globalization;
using System.Text.Json;

namespace Sgx.Fuzz;

/// <summary>Which branches of some source files were met, by the counts of coverlet.</summary>
/// <param name="files">A file each, in the order of their names.</param>
internal sealed class BranchCoverage(IReadOnlyList<BranchCoverage.FileCount> files)
{
    /// <summary>Percent of all branches that the committed inputs must meet.</summary>
    public const double Lowest = 95;

    public int Met => files.Sum(file => file.Met);

    public int All => files.Sum(file => file.All);

    public double Percent => 100.0 * Met / All;

    /// <summary>Reads coverlet's JSON: module, file, class, method, then lines and branches.</summary>
    /// <param name="path">The counts.</param>
    /// <param name="sources">Paths of the files that count, as the ends of those in the counts.</param>
    /// <exception cref="InvalidDataException">A file is not in the counts, so that nothing is known of it.</exception>
    public static BranchCoverage Read(string path, IEnumerable<string> sources)
    {
        using var counts = JsonDocument.Parse(File.ReadAllBytes(path));
        var counted = counts.RootElement.EnumerateObject().SelectMany(module => module.Value.EnumerateObject()).ToList();
        return new([.. sources.Order(StringComparer.Ordinal).Select(source => Count(source, counted))]);
    }

    /// <summary>Prints a line for each file, with the lines of source where a branch was not met.</summary>
    /// <returns>Whether it is enough.</returns>
    public bool Show(TextWriter to)
    {
        foreach (var file in files)
            to.WriteLine(Line(file.Met, file.All, $"{file.Source} {string.Join(' ', file.MissedLines)}".TrimEnd()));
        to.WriteLine(Line(Met, All, $"all; {Lowest} are asked for"));
        return Percent >= Lowest;
    }

    private static string Line(int met, int all, string of) => string.Create(
        CultureInfo.InvariantCulture, $"{met,5} of {all,4} {(all == 0 ? 100 : 100.0 * met / all),6:0.0} %  {of}");

    private static FileCount Count(string source, List<JsonProperty> counted)
    {
        var file = counted.Where(file => file.Name.EndsWith($"/{source}", StringComparison.Ordinal)).ToList();
        if (file.Count == 0)
            throw new InvalidDataException($"{source} is not in the counts: misspelt, or without code");
        var branches = file.SelectMany(Branches).ToList();
        return new(
            source, branches.Count(branch => branch.IsMet), branches.Count,
            [.. branches.Where(branch => !branch.IsMet).Select(branch => branch.Line).Distinct().Order()]);
    }

    private static IEnumerable<(int Line, bool IsMet)> Branches(JsonProperty file) =>
        from type in file.Value.EnumerateObject()
        from method in type.Value.EnumerateObject()
        from branch in method.Value.GetProperty("Branches").EnumerateArray()
        select (branch.GetProperty("Line").GetInt32(), branch.GetProperty("Hits").GetInt64() > 0);

    /// <param name="Source">Its path.</param>
    /// <param name="Met">Branches that an input took.</param>
    /// <param name="All">Branches that there are.</param>
    /// <param name="MissedLines">Lines at which the others begin.</param>
    internal sealed record FileCount(string Source, int Met, int All, IReadOnlyList<int> MissedLines);
}
