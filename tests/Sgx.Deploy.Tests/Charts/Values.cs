namespace Sgx.Deploy.Tests.Charts;

/// <summary>Values over values, as Helm lays them.</summary>
internal static class Values
{
    /// <summary>Maps are joined, lists and scalars replaced; null takes a value away.</summary>
    public static Dictionary<string, object?> Merge(Dictionary<string, object?> under, Dictionary<string, object?> over)
    {
        var merged = new Dictionary<string, object?>(under);
        foreach (var (key, value) in over)
        {
            if (value is null)
                _ = merged.Remove(key);
            else if (merged.GetValueOrDefault(key) is Dictionary<string, object?> lower
                && value is Dictionary<string, object?> upper)
                merged[key] = Merge(lower, upper);
            else
                merged[key] = value;
        }

        return merged;
    }

    /// <summary>Values that hold one, at a path such as <c>quoteHelper.enabled</c>.</summary>
    public static Dictionary<string, object?> At(string path, object? value) => path.Split('.', 2) switch
    {
        [var key, var rest] => new() { [key] = At(rest, value) },
        _ => new() { [path] = value },
    };

    /// <summary>Every value that is no map with members, with its path.</summary>
    public static IEnumerable<(string Path, object? Value)> Leaves(
        Dictionary<string, object?> values, string prefix = "")
    {
        foreach (var (key, value) in values)
        {
            if (value is Dictionary<string, object?> { Count: > 0 } map)
            {
                foreach (var leaf in Leaves(map, $"{prefix}{key}."))
                    yield return leaf;
            }
            else
            {
                yield return (prefix + key, value);
            }
        }
    }
}
