using System.Globalization;
using System.Text.Json.Nodes;

namespace Sgx.Cli.Output;

/// <summary>Values as all documents write them: bytes in lower-case hex, instants in ISO 8601 and UTC.</summary>
internal static class Json
{
    public static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    public static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static JsonArray Array(IEnumerable<JsonNode?> items) => new([.. items]);
}
