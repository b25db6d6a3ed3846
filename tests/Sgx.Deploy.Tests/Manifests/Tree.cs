namespace Sgx.Deploy.Tests.Manifests;

/// <summary>Compares values as they stand in YAML.</summary>
internal static class Tree
{
    /// <summary>
    /// Where two values differ, as <c>spec.containers.agent.image: a / b</c>. In lists of things that all have a name,
    /// as containers and variables, the order does not count.
    /// </summary>
    public static IEnumerable<string> Differences(object? left, object? right, string at = "") => (left, right) switch
    {
        (Dictionary<string, object?> a, Dictionary<string, object?> b) =>
            a.Keys.Union(b.Keys).Order(StringComparer.Ordinal).SelectMany(key =>
                Differences(a.GetValueOrDefault(key), b.GetValueOrDefault(key), $"{at}.{key}")),
        (List<object?> a, List<object?> b) when ByName(a) is { } named && ByName(b) is { } others =>
            Differences(named, others, at),
        (List<object?> a, List<object?> b) when a.Count == b.Count =>
            a.Zip(b).SelectMany((pair, i) => Differences(pair.First, pair.Second, $"{at}[{i}]")),
        _ when Equals(left, right) => [],
        _ => [$"{at.TrimStart('.')}: {Short(left)} / {Short(right)}"],
    };

    private static Dictionary<string, object?>? ByName(List<object?> list)
    {
        var names = list.Select(NameOf).OfType<string>().Distinct().ToList();
        return list.Count > 0 && names.Count == list.Count ? list.ToDictionary(item => NameOf(item)!) : null;
    }

    private static string? NameOf(object? item) =>
        item is Dictionary<string, object?> map && map.GetValueOrDefault("name") is string name ? name : null;

    private static string Short(object? value) => value switch
    {
        null => "nothing",
        List<object?> list => $"[{string.Join(", ", list.Select(Short))}]",
        Dictionary<string, object?> map =>
            $"{{{string.Join(", ", map.Select(pair => $"{pair.Key}: {Short(pair.Value)}"))}}}",
        _ => $"{value} ({value.GetType().Name})",
    };
}
