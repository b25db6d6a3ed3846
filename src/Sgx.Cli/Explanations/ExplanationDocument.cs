using System.Text.Json.Nodes;
using Sgx.Cli.Output;

namespace Sgx.Cli.Explanations;

/// <summary>What <c>sgx explain</c> prints, for programs and for people; see docs/cli.md.</summary>
internal static class ExplanationDocument
{
    /// <summary>The answer to one question: every member always there.</summary>
    public static JsonObject Of(string asked, IEnumerable<Code> found, IEnumerable<string> near) => new()
    {
        ["asked"] = asked,
        ["codes"] = Json.Array(found.Select(Of)),
        ["near"] = Json.Array(near.Select(name => (JsonNode?)name)),
    };

    /// <summary>Every family, and how many codes it has.</summary>
    public static JsonObject OfFamilies() => new()
    {
        ["families"] = Json.Array(CodeFamilies.All.Select(family => Head(family))),
    };

    /// <summary>A family, with all its codes.</summary>
    public static JsonObject Of(CodeFamily family)
    {
        var document = Head(family);
        document["members"] = Json.Array(family.Codes.Select(code => Of(new Code(family, code))));
        return document;
    }

    /// <summary>One code, for people.</summary>
    public static JsonObject TableOf(Code code)
    {
        var table = new JsonObject
        {
            ["code"] = code.Title,
            ["of"] = $"{code.Family.Title} ({code.Family.Key}): {code.Family.Where}",
        };
        if (code.Here is { } here)
            table["here"] = here;
        table["meaning"] = code.Explanation.Meaning;
        if (code.Explanation.Advice is { } advice)
            table["advice"] = advice;
        if (Kindred.Of(code) is { IsEmpty: false } kindred)
            table["see"] = string.Join(", ", kindred.Select(other => other.Title));
        return table;
    }

    /// <summary>Every family, for people.</summary>
    public static JsonObject TableOfFamilies() =>
        new(CodeFamilies.All.Select(family => KeyValuePair.Create(
            family.Key, (JsonNode?)$"{family.Codes.Length} codes of {family.Title}: {family.Where}")));

    /// <summary>The codes of a family, for people.</summary>
    public static JsonObject TableOf(CodeFamily family) =>
        new(family.Codes.Select(code => KeyValuePair.Create(family.TitleOf(code), (JsonNode?)code.Meaning)));

    private static JsonObject Of(Code code) => new()
    {
        ["family"] = code.Family.Key,
        ["number"] = code.Explanation.Number,
        ["name"] = code.Name,
        ["here"] = code.Here,
        ["meaning"] = code.Explanation.Meaning,
        ["advice"] = code.Explanation.Advice,
        ["see"] = Json.Array(Kindred.Of(code).Select(other => (JsonNode?)other.Title)),
    };

    private static JsonObject Head(CodeFamily family) => new()
    {
        ["family"] = family.Key,
        ["title"] = family.Title,
        ["where"] = family.Where,
        ["codes"] = family.Codes.Length,
    };
}
