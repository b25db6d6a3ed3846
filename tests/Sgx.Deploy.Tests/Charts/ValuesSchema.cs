using NJsonSchema;
using System.Text.Json;

namespace Sgx.Deploy.Tests.Charts;

/// <summary>The schema that Helm holds values against before it renders.</summary>
internal sealed class ValuesSchema(string json)
{
    private readonly JsonSchema _schema = JsonSchema.FromJsonAsync(json).GetAwaiter().GetResult();

    /// <exception cref="InvalidDataException">They do not keep to it; the message says where.</exception>
    public void Check(Dictionary<string, object?> values)
    {
        var mistakes = _schema.Validate(JsonSerializer.Serialize(values));
        if (mistakes.Count > 0)
            throw new InvalidDataException(string.Join('\n', mistakes.Select(mistake => mistake.ToString())));
    }
}
