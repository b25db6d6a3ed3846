using System.Text.Json.Nodes;
using Spectre.Console;

namespace Sgx.Cli.Output;

/// <summary>A document as a table of two columns: the path of each value, and the value.</summary>
internal static class DocumentTable
{
    // Wide enough for any value, so that a file or a pipe gets each on one line.
    private const int Unbounded = 10_000;

    public static void Print(CliHost host, JsonObject document)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = false }.AddColumns("", "");
        foreach (var (name, value) in Rows(document, ""))
            _ = table.AddRow(new Text(name), new Text(Printable.Of(value)));
        ConsoleOf(host).Write(table);
    }

    private static IAnsiConsole ConsoleOf(CliHost host)
    {
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(host.Output) });
        if (!host.IsTerminal)
            console.Profile.Width = Unbounded;
        return console;
    }

    private static IEnumerable<(string Name, string Value)> Rows(JsonObject section, string prefix) =>
        section.SelectMany(member => member.Value is JsonObject inner
            ? Rows(inner, $"{prefix}{member.Key}.")
            : [(prefix + member.Key, Show(member.Value))]);

    private static string Show(JsonNode? value) => value switch
    {
        null => "-",
        JsonArray array => string.Join(", ", array.Select(Show)) is { Length: > 0 } items ? items : "-",
        JsonObject item => string.Join(' ', item.Select(member => $"{member.Key} {Show(member.Value)}")),
        JsonValue scalar when scalar.TryGetValue<bool>(out var flag) => flag ? "yes" : "no",
        _ => value.ToString(),
    };
}
