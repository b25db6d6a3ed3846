namespace Sgx.Deploy.Tests.Manifests;

/// <summary>Compares what two tools make of one thing, object by object.</summary>
internal static class ManifestSet
{
    /// <summary>What one has and the other has not, and where the rest differ.</summary>
    public static IEnumerable<string> Differences(IEnumerable<Manifest> left, IEnumerable<Manifest> right)
    {
        var ours = left.ToDictionary(Key);
        var theirs = right.ToDictionary(Key);
        return ours.Keys.Union(theirs.Keys).Order(StringComparer.Ordinal).SelectMany(key => (
                ours.GetValueOrDefault(key)?.Tree, theirs.GetValueOrDefault(key)?.Tree) switch
            {
                (null, _) => [$"{key}: only the second has it"],
                (_, null) => [$"{key}: only the first has it"],
                var (a, b) => Tree.Differences(a, b).Select(difference => $"{key}: {difference}"),
            });
    }

    private static string Key(Manifest manifest) => $"{manifest.Kind} {manifest.Name}";
}
