using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sgx.Simulation.Tests.Twins;

/// <summary>Every member of a signed document, in order. Elements of lists are one, but for TCB components.</summary>
internal static partial class JsonOutline
{
    public static IReadOnlyList<OutlineNode> Of(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return Nodes(document.RootElement, "").Collapsed();
    }

    private static IEnumerable<OutlineNode> Nodes(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject()
            .SelectMany(member => Nodes(member.Value, $"{path}.{member.Name}".TrimStart('.'))),
        JsonValueKind.Array => element.EnumerateArray()
            .SelectMany((item, i) => Nodes(item, $"{path}[{IndexIn(path, i)}]")),
        _ => [new(path, ShapeOf(element), element.ToString())],
    };

    private static string IndexIn(string path, int i) =>
        path.EndsWith("sgxtcbcomponents", StringComparison.Ordinal) ? $"{i}" : "";

    private static string ShapeOf(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
            return element.ValueKind.ToString();

        var text = element.GetString()!;
        return Date().IsMatch(text) ? "date"
            : LowerHex().IsMatch(text) ? $"hex({text.Length})"
            : UpperHex().IsMatch(text) ? $"HEX({text.Length})"
            : "string";
    }

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$")]
    private static partial Regex Date();

    [GeneratedRegex("^[0-9a-f]{4,}$")]
    private static partial Regex LowerHex();

    [GeneratedRegex("^[0-9A-F]{4,}$")]
    private static partial Regex UpperHex();
}
