namespace Sgx.Cli;

/// <summary>What surrounds the tool: where data and messages go, what time it is, what machine this is.</summary>
internal sealed record CliHost
{
    private const int Unbounded = 10_000;

    /// <summary>A process at a terminal or in a script.</summary>
    public static CliHost Console { get; } = new()
    {
        Output = System.Console.Out,
        Error = System.Console.Error,
        Width = WidthOfConsole(),
    };

    /// <summary>What a command reads where its file is called <c>-</c>.</summary>
    public Func<Stream> Input { get; init; } = System.Console.OpenStandardInput;

    /// <summary>For data.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>For messages.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Columns of a line of the output; a pipe or a file takes any value on one line.</summary>
    public int Width { get; init; } = Unbounded;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether this machine can run real enclaves.</summary>
    public Func<bool> HasSgxDevice { get; init; } = SgxDevice.IsPresent;

    /// <summary>Where the product's other programs lie.</summary>
    public string ProgramFolder { get; init; } = AppContext.BaseDirectory;

    /// <summary>A line of data, with nothing in it that a terminal would obey.</summary>
    public void Say(string line) => Output.WriteLine(PrintableText.Lines(line));

    /// <summary>A message, with nothing in it that a terminal would obey.</summary>
    public void Tell(string message) => Error.WriteLine($"sgx: {PrintableText.Lines(message)}");

    // A terminal without a size says that it has no columns.
    private static int WidthOfConsole() =>
        !System.Console.IsOutputRedirected && System.Console.WindowWidth is > 0 and var width ? width : Unbounded;
}
