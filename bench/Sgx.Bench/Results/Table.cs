using System.Text;

namespace Sgx.Bench.Results;

/// <summary>A table in Markdown, and the sentence that says what it means.</summary>
internal sealed class Table(string title, string meaning, params IReadOnlyList<string> columns)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row, of as many cells as there are columns.</summary>
    public Table Row(params string[] cells)
    {
        if (cells.Length != columns.Count)
            throw new ArgumentException($"{cells.Length} cells for {columns.Count} columns", nameof(cells));
        _rows.Add(cells);
        return this;
    }

    public override string ToString()
    {
        var text = new StringBuilder().AppendLine($"## {title}").AppendLine().AppendLine(meaning).AppendLine();
        Line(text, columns);
        Line(text, columns.Select(_ => "---"));
        foreach (var row in _rows)
            Line(text, row);
        return text.AppendLine().ToString();
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) =>
        text.AppendLine($"| {string.Join(" | ", cells)} |");
}
