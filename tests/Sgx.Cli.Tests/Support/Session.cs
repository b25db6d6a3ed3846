namespace Sgx.Cli.Tests.Support;

/// <summary>A text file of commands and what is to come of each, as a person would type them at a terminal.</summary>
/// <remarks>
/// <c>$ command</c>, then lines that <see cref="SessionStep.Expect"/> understands. <c>$DIR</c> is a folder of the
/// session's own; a line that ends in a backslash goes on in the next; <c>#</c> begins a comment.
/// </remarks>
internal static class Session
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Sessions");

    public static IReadOnlyList<SessionStep> Read(string name, string directory)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name))
            .Replace("\\\n", "", StringComparison.Ordinal)
            .Replace("$DIR", directory, StringComparison.Ordinal);
        List<SessionStep> steps = [];
        foreach (var line in text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
            Take(line, steps);
        return steps;
    }

    private static void Take(string line, List<SessionStep> steps)
    {
        if (line.StartsWith("$ ", StringComparison.Ordinal))
            steps.Add(new(line[2..]));
        else
            steps[^1].Expect(line);
    }
}
