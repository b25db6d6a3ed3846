using Sgx.Deploy.Tests.Charts;
using Sgx.Deploy.Tests.Manifests;
using Sgx.Testing;

namespace Sgx.Deploy.Tests;

public sealed class KustomizeTests
{
    private const string Image = "{ image: { repository: sgx-quote-helper }, quoteHelper: { platform: x } }";

    // The chart alone has them.
    private const string NoPolicies = "policies: { enabled: false }";

    private const string NoScc = "openshift: { scc: { create: false } }";

    private static readonly string _folder = Path.Combine(RepositoryRoot.Path, "deploy", "kustomize");

    /// <summary>Each overlay, and the values by which the chart makes the same of it.</summary>
    public static TheoryData<string, string> Overlays { get; } = new()
    {
        { "simulated", OfFile("values-simulated.yaml") },
        { "azure", OfFile("values-aks.yaml") },
        {
            "intel-nfd", """
            sgxNodes:
              - matchExpressions:
                  - { key: feature.node.kubernetes.io/cpu-security.sgx.enabled, operator: In, values: ["true"] }
              - matchExpressions:
                  - { key: intel.feature.node.kubernetes.io/sgx, operator: In, values: ["true"] }
              - matchExpressions:
                  - { key: sgx-quote-helper.io/present, operator: In, values: ["true"] }
            quoteHelper: { sgxResources: { sgx.intel.com/enclave: 1, sgx.intel.com/provision: 1 } }
            devicePlugin:
              resourceNames: [sgx.intel.com/enclave, sgx.intel.com/provision, sgx-quote-helper.io/quoting]
            """
        },
        {
            "openshift", """
            openshift: { scc: { create: true } }
            quoteHelper: { securityContext: { seLinuxOptions: { type: spc_t } } }
            devicePlugin: { securityContext: { seLinuxOptions: { type: spc_t } } }
            nodeStatus: { securityContext: { seLinuxOptions: { type: spc_t } } }
            """
        },
    };

    /// <summary>Each component that changes what others bring, and the values by which the chart does so.</summary>
    public static TheoryData<string, string> Changes { get; } = new()
    {
        { "clean", "nodeStatus: { clean: true }" },
        { "host-network", "quoteHelper: { hostNetwork: true }" },
        { "metrics-from", $"networkPolicy: {{ metricsFrom: [{ChartVariants.Prometheus}] }}" },
    };

    // A patch could take them away, but then no overlay could patch them. Without the port neither does anything.
    private static readonly string[] _withoutPort =
    [
        "NetworkPolicy sgx-quote-helper-quote-helper: only the second has it",
        "Service sgx-quote-helper-quote-helper: only the second has it",
    ];

    [Fact]
    public void The_base_and_the_chart_are_the_same_but_for_labels_of_helm_and_what_has_no_default()
    {
        var ours = Chart.Ours.Render(Image, ChartVariants.Everything, NoPolicies, NoScc).Objects;
        Complaints.None(Unexpected(ManifestSet.Differences(ours, BaseWithAdditions())));
    }

    [Fact]
    public void An_overlay_with_every_component_is_put_together() =>
        Complaints.None(ManifestSet.Differences(BuiltOrSkipped("base", Additions()), BaseWithAdditions()));

    [Fact]
    public void A_component_adds_or_changes_and_each_change_has_its_values() =>
        Assert.Equal(Components().Except(Additions()), Changes.Select(row => $"components/{row.Data.Item1}").Order());

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_component_that_changes_and_the_chart_are_the_same(string component, string values)
    {
        var theirs = BuiltOrSkipped("base", [.. Additions(), $"components/{component}"]);
        var ours = Chart.Ours.Render(Image, ChartVariants.Everything, NoPolicies, NoScc, values).Objects;

        Complaints.None(theirs.SelectMany(ApiRules.Complaints));
        Complaints.None(Unexpected(ManifestSet.Differences(ours, theirs)).Except(_withoutPort));
        Assert.NotEmpty(ManifestSet.Differences(theirs, BaseWithAdditions()));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void An_overlay_and_the_chart_are_the_same(string overlay, string values)
    {
        var theirs = BuiltOrSkipped($"overlays/{overlay}", []);
        var ours = Chart.Ours.Render(Image, values).Objects;

        Complaints.None(theirs.SelectMany(ApiRules.Complaints));
        Complaints.None(
            theirs.Where(each => each.Pods is not null).SelectMany(each => PodSecurity.Ours(each.Pods!.Spec)));
        Complaints.None(Unexpected(ManifestSet.Differences(ours, theirs)));
    }

    // What an overlay says of every pod, it says of a component's.
    [Theory]
    [MemberData(nameof(Overlays))]
    public void An_overlay_with_every_component_and_the_chart_are_the_same(string overlay, string values)
    {
        var theirs = BuiltOrSkipped($"overlays/{overlay}", Additions());
        var ours = Chart.Ours.Render(Image, ChartVariants.Everything, NoPolicies, NoScc, values).Objects;

        Complaints.None(Unexpected(ManifestSet.Differences(ours, theirs)));
    }

    [Fact]
    public void Every_resource_is_one_that_the_api_takes() => Complaints.None(
        Kustomizations().SelectMany(folder => Resources(Path.GetRelativePath(_folder, folder)))
            .SelectMany(ApiRules.Complaints));

    [Fact]
    public void Every_file_is_named_by_its_kustomization_and_every_name_is_a_file() => Complaints.None(
        Kustomizations().SelectMany(folder =>
        {
            var named = Read(folder).Values.OfType<List<object?>>().SelectMany(Paths).Where(IsInTheFolder)
                .Append("kustomization.yaml").ToList();
            var there = Directory.EnumerateFiles(folder).Select(Path.GetFileName).OfType<string>().ToList();
            return named.Except(there).Select(name => $"{folder}: no {name}")
                .Concat(there.Except(named).Select(name => $"{folder}: nobody names {name}"));
        }));

    private static string OfFile(string name) =>
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "deploy", "helm", name));

    private static IEnumerable<Manifest> BaseWithAdditions() =>
        Resources("base").Concat(Additions().SelectMany(Resources));

    // A base or overlay with components in it, by kubectl; the calling test is skipped where that is not installed.
    private static IReadOnlyList<Manifest> BuiltOrSkipped(string place, IReadOnlyList<string> components)
    {
        using var copy = new TemporaryFolder();
        foreach (var path in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            var target = copy[Path.GetRelativePath(_folder, path)];
            _ = Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }

        if (components.Count > 0)
        {
            var paths = components.Select(component => Path.GetRelativePath(copy[place], copy[component]));
            File.AppendAllText(copy[$"{place}/kustomization.yaml"], $"components: [{string.Join(", ", paths)}]\n");
        }

        return [.. Manifest.ReadAll(Tool.OutputOrSkip("kubectl", "kustomize", copy[place]), place)];
    }

    // The components that bring objects of their own.
    private static IReadOnlyList<string> Additions() =>
        [.. Components().Where(component => Read(Path.Combine(_folder, component)).ContainsKey("resources"))];

    private static IReadOnlyList<string> Components() =>
    [
        .. Directory.EnumerateDirectories(Path.Combine(_folder, "components")).Order()
            .Select(path => Path.GetRelativePath(_folder, path)),
    ];

    private static IEnumerable<string> Kustomizations() =>
        Directory.EnumerateFiles(_folder, "kustomization.yaml", SearchOption.AllDirectories)
            .Select(path => Path.GetDirectoryName(path)!);

    private static Dictionary<string, object?> Read(string folder) =>
        Yaml.ReadMap(File.ReadAllText(Path.Combine(folder, "kustomization.yaml")));

    private static IEnumerable<string> Paths(List<object?> list) => list.Select(item => item switch
    {
        string path => path,
        Dictionary<string, object?> map => map.GetValueOrDefault("path") as string,
        _ => null,
    }).OfType<string>();

    // What is written out in the folder itself.
    private static IEnumerable<Manifest> Resources(string folder) =>
        Paths((List<object?>)Read(Path.Combine(_folder, folder)).GetValueOrDefault("resources", new List<object?>())!)
            .Where(IsInTheFolder)
            .SelectMany(path => Manifest.ReadFile(Path.Combine(_folder, folder, path)));

    private static bool IsInTheFolder(string path) => !path.StartsWith("..", StringComparison.Ordinal);

    private static IEnumerable<string> Unexpected(IEnumerable<string> differences) => differences.Where(difference =>
        !difference.Contains("managed-by: Helm", StringComparison.Ordinal)
        && !difference.Contains("helm.sh/chart: ", StringComparison.Ordinal)
        && !difference.Contains(".image: ", StringComparison.Ordinal)
        && !difference.Contains("SGX_AGENT_PLATFORM.value: ", StringComparison.Ordinal)
        // A chart makes no namespace, and no rule of another project's kind.
        && difference is not ("Namespace sgx-quote-helper: only the second has it"
            or "NodeFeatureRule sgx-quote-helper: only the second has it"));
}
