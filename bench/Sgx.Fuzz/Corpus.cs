namespace Sgx.Fuzz;

/// <summary>Inputs on disk: a file each.</summary>
internal static class Corpus
{
    /// <summary>Writes the seeds of every target into a folder of the target's name.</summary>
    public static void WriteSeeds(string folder)
    {
        foreach (var target in FuzzTargets.Names.Select(FuzzTargets.Create))
        {
            var own = Directory.CreateDirectory(Path.Combine(folder, target.Name)).FullName;
            foreach (var seed in target.Seeds)
                File.WriteAllBytes(Path.Combine(own, seed.Name), seed.Input);
        }
    }

    /// <summary>Files of a folder in the order of their names.</summary>
    public static IEnumerable<string> Files(string folder) => Directory.GetFiles(folder).Order(StringComparer.Ordinal);

    /// <summary>Takes every file of the folder that a target has in the given one, target by target.</summary>
    /// <returns>How many are findings.</returns>
    public static int ReplayAll(string folder, TextWriter report) =>
        FuzzTargets.Names.Sum(name => Replay(FuzzTargets.Create(name), Path.Combine(folder, name), report));

    /// <summary>Takes every file of a folder once, and tells of each that is a finding.</summary>
    /// <returns>How many are.</returns>
    public static int Replay(IFuzzTarget target, string folder, TextWriter report)
    {
        var findings = 0;
        foreach (var file in Files(folder))
        {
            if (FindingIn(target, file) is not { } finding)
                continue;
            findings++;
            report.WriteLine($"{file}: {finding}");
        }

        return findings;
    }

    // Whatever it is, it is the answer.
    private static Exception? FindingIn(IFuzzTarget target, string file)
    {
        try
        {
            _ = Trial.Run(target, File.ReadAllBytes(file));
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
