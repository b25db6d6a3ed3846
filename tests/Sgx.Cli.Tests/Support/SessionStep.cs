namespace Sgx.Cli.Tests.Support;

/// <summary>A command of a session, and what is to come of it.</summary>
internal sealed class SessionStep(string command)
{
    private readonly List<(char Where, string Fragment)> _expected = [];
    private int _exitCode;

    public string[] Words => command.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// <c>? 1</c> an exit code, <c>&gt; text</c> on stdout, <c>! text</c> on stderr, <c>- text</c> on neither.
    /// </summary>
    public void Expect(string expectation)
    {
        var rest = expectation[1..].Trim();
        if (expectation[0] == '?')
            _exitCode = int.Parse(rest, System.Globalization.CultureInfo.InvariantCulture);
        else
            _expected.Add((expectation[0], rest));
    }

    public void Check(SgxRun run)
    {
        var told = $"$ {command}\n{run.Output}\n{run.Error}";
        Assert.True(run.ExitCode == _exitCode, $"exit code {run.ExitCode} instead of {_exitCode}\n{told}");
        foreach (var (where, fragment) in _expected)
            Assert.True(Holds(run, where, fragment), $"expected: {where} {fragment}\n{told}");
    }

    private static bool Holds(SgxRun run, char where, string fragment) => where switch
    {
        '>' => Collapse(run.Output).Contains(fragment, StringComparison.Ordinal),
        '!' => Collapse(run.Error).Contains(fragment, StringComparison.Ordinal),
        '-' => !Collapse(run.Output + run.Error).Contains(fragment, StringComparison.Ordinal),
        _ => throw new FormatException($"a session knows no '{where}'"),
    };

    // Tables line up their columns; sessions need not.
    private static string Collapse(string text) =>
        string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
