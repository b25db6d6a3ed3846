namespace Sgx.Simulation.Tests.Twins;

/// <summary>One node of a structure: where it stands, what kind of thing it is, and what it says.</summary>
internal sealed record OutlineNode(string Path, string Shape, string Value)
{
    public override string ToString() => $"{Path}: {Shape} {Value}".TrimEnd();
}

/// <summary>What outlines have in common.</summary>
internal static class Outline
{
    /// <summary>Nodes of equal path and shape, such as elements of a list, made one that says what all say.</summary>
    public static IReadOnlyList<OutlineNode> Collapsed(this IEnumerable<OutlineNode> nodes) =>
    [
        .. nodes.GroupBy(node => (node.Path, node.Shape))
            .Select(same => same.First() with { Value = string.Join('|', same.Select(node => node.Value).Distinct()) }),
    ];
}
