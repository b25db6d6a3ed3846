using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;

namespace Sgx.Deploy.Tests.Manifests;

/// <summary>YAML as null, text, truth, long, double, lists and maps: what the API server and Helm make of it.</summary>
internal static partial class Yaml
{
    private static readonly ISerializer _serializer = new SerializerBuilder()
        .WithQuotingNecessaryStrings(quoteYaml1_1Strings: true).WithIndentedSequences().DisableAliases().Build();

    /// <summary>Every document that is not empty.</summary>
    /// <exception cref="InvalidDataException">It is no YAML, or a word in it is read in two ways.</exception>
    public static IReadOnlyList<object> ReadAll(string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new InvalidDataException($"{e.Start}: {e.Message}\n{text}", e);
        }

        return [.. stream.Documents.Select(document => Value(document.RootNode)).OfType<object>()];
    }

    /// <summary>The only document, a map; empty text is an empty map.</summary>
    public static Dictionary<string, object?> ReadMap(string text) => ReadAll(text) switch
    {
        [] => [],
        [Dictionary<string, object?> map] => map,
        _ => throw new InvalidDataException("not one map"),
    };

    /// <summary>In block style, keys in order, without a line's end behind it, as Helm's <c>toYaml</c>.</summary>
    public static string Write(object? value) => _serializer.Serialize(Sorted(value)!).TrimEnd('\n');

    private static object? Sorted(object? value) => value switch
    {
        Dictionary<string, object?> map => new SortedDictionary<string, object?>(
            map.ToDictionary(pair => pair.Key, pair => Sorted(pair.Value)), StringComparer.Ordinal),
        List<object?> list => list.Select(Sorted).ToList(),
        _ => value,
    };

    private static object? Value(YamlNode node) => node switch
    {
        YamlMappingNode map => map.Children.ToDictionary(
            pair => ((YamlScalarNode)pair.Key).Value!, pair => Value(pair.Value)),
        YamlSequenceNode list => list.Children.Select(Value).ToList(),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: var plain } => Plain(plain!, node.Start),
        YamlScalarNode scalar => scalar.Value,
        _ => throw new InvalidDataException($"{node.Start}: {node.GetType().Name}"),
    };

    private static object? Plain(string text, Mark at) => text switch
    {
        "" or "~" or "null" => null,
        "true" => true,
        "false" => false,
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) =>
            text.TrimStart('-') is ['0', _, ..] ? throw new InvalidDataException($"{at}: octal? {text}") : number,
        _ when Ambiguous().IsMatch(text) => throw new InvalidDataException($"{at}: quote it: {text}"),
        _ => text,
    };

    // Truth, numbers and times of YAML 1.1, which Helm and the API server read, and 1.2 does not (or the reverse).
    [GeneratedRegex(
        @"^(y|n|yes|no|on|off|true|false|null|0[xo].*|[0-9]+(:[0-9]+)+|"
            + @"[+-]?\.?[0-9][0-9_]*(\.[0-9]*)?(e[+-]?[0-9]+)?)$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Ambiguous();
}
