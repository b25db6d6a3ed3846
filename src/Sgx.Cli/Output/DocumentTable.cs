using System.Text.Json.Nodes;
using Spectre.Console;

namespace Sgx.Cli.Output;

/// <summary>A document as a table of two columns: the path of each value, and the value.</summary>
internal static class DocumentTable
{
    private const int MaxInLine = 4;
    private const int MaxRows = 10_000;

    public static void Print(CliHost host, JsonObject document)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = false };
        _ = table.AddColumn(new TableColumn("") { NoWrap = true }).AddColumn("");
        foreach (var (name, value) in Rows(document, "").Take(MaxRows))
            _ = table.AddRow(new Text(OneLine(name)), new Text(PrintableText.Lines(value)));
        foreach (var line in Render(table, host.Width).Split('\n'))
            host.Output.WriteLine(line.TrimEnd());
        if (table.Rows.Count == MaxRows)
            host.Tell($"only the first {MaxRows} lines are shown; --output json has all");
    }

    // A name may be a stranger's word too, and must not look like another row.
    private static string OneLine(string name) =>
        PrintableText.OneLine(name.Replace('\n', ' ').Replace('\t', ' '));

    private static string Render(Table table, int width)
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = width;
        console.Write(table);
        return text.ToString().TrimEnd();
    }

    private static IEnumerable<(string Name, string Value)> Rows(JsonObject section, string prefix) =>
        section.SelectMany(member => Rows(member.Value, prefix + member.Key));

    private static IEnumerable<(string Name, string Value)> Rows(JsonNode? value, string path) => value switch
    {
        JsonObject inner => Rows(inner, $"{path}."),
        JsonArray list when list.Any(IsLarge) => list.SelectMany((item, i) => Rows(item, $"{path}[{i}]")),
        JsonArray { Count: > 1 } list when list[0] is JsonObject => list.Select(item => (path, Show(item))),
        _ => [(path, Show(value))],
    };

    // A small object reads well within a line: "field debug expected no found yes".
    private static bool IsLarge(JsonNode? item) => item is JsonObject members
        && (members.Count > MaxInLine || members.Any(member => member.Value is JsonObject or JsonArray));

    private static string Show(JsonNode? value) => value switch
    {
        null => "-",
        JsonArray array => string.Join(", ", array.Select(Show)) is { Length: > 0 } items ? items : "-",
        JsonObject item => string.Join(' ', item.Select(member => $"{member.Key} {Show(member.Value)}")),
        JsonValue scalar when scalar.TryGetValue<bool>(out var flag) => flag ? "yes" : "no",
        _ => value.ToString(),
    };
}
