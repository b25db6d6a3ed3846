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
        List<SessionStep> steps = [];
        var number = 0;
        var continued = "";
        foreach (var line in File.ReadLines(Path.Combine(Folder, name)).Select(line => line.Replace("$DIR", directory, StringComparison.Ordinal)))
        {
            number++;
            continued += line;
            if (continued.EndsWith('\\'))
            {
                continued = continued[..^1];
                continue;
            }

            Take(steps, continued, number);
            continued = "";
        }

        return steps;
    }

    private static void Take(List<SessionStep> steps, string line, int number)
    {
        if (line.StartsWith("$ ", StringComparison.Ordinal))
            steps.Add(new(number, line[2..]));
        else if (line.Length > 0 && line[0] != '#')
            steps[^1].Expect(line);
    }
}
