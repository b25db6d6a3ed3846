using System.Text.Json.Nodes;
using Spectre.Console;

namespace Sgx.Cli.Output;

/// <summary>A document as a table of two columns: the path of each value, and the value.</summary>
internal static class DocumentTable
{
    public static void Print(CliHost host, JsonObject document)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = false };
        _ = table.AddColumn(new TableColumn("") { NoWrap = true }).AddColumn("");
        foreach (var (name, value) in Rows(document, ""))
            _ = table.AddRow(new Text(name), new Text(Printable.Of(value)));
        foreach (var line in Render(table, host.Width).Split('\n'))
            host.Output.WriteLine(line.TrimEnd());
    }

    private static string Render(Table table, int width)
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = width;
        console.Write(table);
        return text.ToString().TrimEnd();
    }

    private static IEnumerable<(string Name, string Value)> Rows(JsonObject section, string prefix) =>
        section.SelectMany(member => member.Value switch
        {
            JsonObject inner => Rows(inner, $"{prefix}{member.Key}."),
            JsonArray { Count: > 1 } items when items[0] is JsonObject =>
                items.Select(item => (prefix + member.Key, Show(item))),
            _ => [(prefix + member.Key, Show(member.Value))],
        });

    private static string Show(JsonNode? value) => value switch
    {
        null => "-",
        JsonArray array => string.Join(", ", array.Select(Show)) is { Length: > 0 } items ? items : "-",
        JsonObject item => string.Join(' ', item.Select(member => $"{member.Key} {Show(member.Value)}")),
        JsonValue scalar when scalar.TryGetValue<bool>(out var flag) => flag ? "yes" : "no",
        _ => value.ToString(),
    };
}
