using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sgx.Cli.Output;

/// <summary>Prints what a command found: one object, shown in either of two ways.</summary>
internal static partial class Document
{
    public static void Print(this CliHost host, JsonObject document, OutputFormat format)
    {
        if (format is OutputFormat.Json)
            host.Output.WriteLine(ToJson(document));
        else
            DocumentTable.Print(host, document);
    }

    // The default also escapes apostrophes and whatever else could end a script in a web page.
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The object as it is printed, without the end of its last line.</summary>
    public static string ToJson(JsonObject document)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Options))
            document.WriteTo(writer);
        return Unobeyed(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    // The encoder lets format characters be, as U+202E, which a terminal obeys. They can only stand in strings.
    private static string Unobeyed(string json) =>
        FormatCharacters().Replace(json, found => $"\\u{(int)found.Value[0]:x4}");

    [GeneratedRegex(@"\p{Cf}")]
    private static partial Regex FormatCharacters();
}
