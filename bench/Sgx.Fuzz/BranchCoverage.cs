using System.Globalization;
using System.Text.Json;

namespace Sgx.Fuzz;

/// <summary>Which branches of some source files were met, by the counts of coverlet.</summary>
/// <param name="files">A file each.</param>
internal sealed class BranchCoverage(IReadOnlyList<BranchCoverage.FileCount> files)
{
    /// <summary>Percent of all branches that the committed inputs must meet.</summary>
    public const double Lowest = 95;

    private const string Sources = "src/";

    public int Met => files.Sum(file => file.Met);

    public int All => files.Sum(file => file.All);

    public bool IsEnough => Percent(Met, All) >= Lowest;

    /// <summary>Reads coverlet's JSON: module, file, class, method, then lines and branches.</summary>
    /// <param name="path">The counts.</param>
    /// <param name="sources">
    /// The files that count, as <c>src/PROJECT/FILE</c>. One that the counts lack has nothing in it that runs.
    /// </param>
    /// <exception cref="InvalidDataException">A file's project is not in the counts: nothing is known.</exception>
    public static BranchCoverage Read(string path, IEnumerable<string> sources)
    {
        using var counts = JsonDocument.Parse(File.ReadAllBytes(path));
        return new([.. sources.Order(StringComparer.Ordinal).Select(source => Count(source, counts.RootElement))]);
    }

    /// <summary>Prints a line for each file, with the lines of source where a branch was not met.</summary>
    public void Show(TextWriter to)
    {
        foreach (var file in files)
            to.WriteLine(Line(file.Met, file.All, string.Join(' ', [file.Source, .. file.MissedLines])));
        to.WriteLine(Line(Met, All, $"all; {Lowest} are asked for"));
    }

    private static string Line(int met, int all, string of) =>
        string.Create(CultureInfo.InvariantCulture, $"{met,5} of {all,4} {Percent(met, all),6:0.0} %  {of}");

    private static double Percent(int met, int all) => all == 0 ? 100 : 100.0 * met / all;

    private static FileCount Count(string source, JsonElement counts)
    {
        var module = $"{source[Sources.Length..source.IndexOf('/', Sources.Length)]}.dll";
        if (!counts.TryGetProperty(module, out var files))
            throw new InvalidDataException($"{source}: {module} was not counted");
        var branches = files.EnumerateObject()
            .Where(file => file.Name.EndsWith($"/{source}", StringComparison.Ordinal))
            .SelectMany(Branches).ToList();
        return new(
            source, branches.Count(branch => branch.IsMet), branches.Count,
            [.. branches.Where(branch => !branch.IsMet).Select(branch => $"{branch.Line}").Distinct()]);
    }

    private static IEnumerable<(int Line, bool IsMet)> Branches(JsonProperty file) =>
        from type in file.Value.EnumerateObject()
        from method in type.Value.EnumerateObject()
        from branch in method.Value.GetProperty("Branches").EnumerateArray()
        let line = branch.GetProperty("Line").GetInt32()
        orderby line
        select (line, branch.GetProperty("Hits").GetInt64() > 0);

    /// <param name="Source">Its path.</param>
    /// <param name="Met">Branches that an input took.</param>
    /// <param name="All">Branches that there are.</param>
    /// <param name="MissedLines">Lines at which the others begin.</param>
    internal sealed record FileCount(string Source, int Met, int All, IReadOnlyList<string> MissedLines);
}
