using System.Text.RegularExpressions;
using Sgx.Deploy.Tests.Charts;
using Sgx.Deploy.Tests.Manifests;
using Sgx.Testing;

namespace Sgx.Deploy.Tests;

/// <summary>
/// A restarted kubelet admits pods again before device plugins are back, and for an init container that is done it
/// wants healthy units once more (kubernetes/kubernetes#138446): nothing that we show or make gives one a plugin's
/// resource.
/// </summary>
public sealed partial class InitContainerTests
{
    public static TheoryData<string> Files { get; } =
    [
        .. Directory.EnumerateFiles(RepositoryRoot.Path, "*.md", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "deploy"), "*.yaml",
                SearchOption.AllDirectories).Where(path => !path.Contains("/templates/", StringComparison.Ordinal)))
            .Select(path => Path.GetRelativePath(RepositoryRoot.Path, path)).Where(IsOurs).Order(),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void No_init_container_that_we_show_asks_for_a_plugins_resource(string file) => Complaints.None(
        Documents(File.ReadAllText(Path.Combine(RepositoryRoot.Path, file)), file).SelectMany(Extended));

    [Fact]
    public void No_init_container_that_the_chart_makes_asks_for_a_plugins_resource() => Complaints.None(
        Chart.Ours.Render(Chart.Required, ChartVariants.Everything, ChartVariants.All["extras"]).Objects
            .SelectMany(each => Extended(each.Tree)));

    [Theory]
    [InlineData("limits")]
    [InlineData("requests")]
    public void One_that_asks_for_it_is_found_in_a_pod_and_in_a_page(string by)
    {
        var pod = $$"""
            spec:
              initContainers:
                - { name: first, resources: { limits: { cpu: 10m } } }
                - { name: wait, resources: { {{by}}: { memory: 1Mi, sgx-quote-helper.io/quoting: 1 } } }
              containers:
                - { name: application, resources: { limits: { sgx-quote-helper.io/quoting: 1 } } }
            """;

        foreach (var (text, file) in new[] { (pod, "a.yaml"), ($"# A page\n\n```yaml\n{pod}\n```\n", "a.md") })
        {
            Assert.Equal(
                "init container wait asks for sgx-quote-helper.io/quoting",
                Assert.Single(Documents(text, file).SelectMany(Extended)));
        }
    }

    private static bool IsOurs(string path) =>
        !path.StartsWith("artifacts/", StringComparison.Ordinal) && !path.StartsWith("out/", StringComparison.Ordinal);

    private static IEnumerable<object> Documents(string text, string file) =>
        file.EndsWith(".md", StringComparison.Ordinal)
            ? Blocks().Matches(text).SelectMany(block => Yaml.ReadAll(block.Groups["yaml"].Value))
            : Yaml.ReadAll(text);

    private static IEnumerable<string> Extended(object? value) => value switch
    {
        Dictionary<string, object?> map => map.SelectMany(pair =>
            pair is { Key: "initContainers", Value: List<object?> containers }
                ? containers.OfType<Dictionary<string, object?>>().SelectMany(Asked)
                : Extended(pair.Value)),
        List<object?> list => list.SelectMany(Extended),
        _ => [],
    };

    // Kubernetes' own names, as cpu, have no domain.
    private static IEnumerable<string> Asked(Dictionary<string, object?> container) =>
        (container.GetValueOrDefault("resources") as Dictionary<string, object?> ?? []).Values
            .OfType<Dictionary<string, object?>>().SelectMany(amounts => amounts.Keys)
            .Where(name => name.Contains('/', StringComparison.Ordinal))
            .Select(name => $"init container {container["name"]} asks for {name}");

    [GeneratedRegex("^```yaml\n(?<yaml>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
