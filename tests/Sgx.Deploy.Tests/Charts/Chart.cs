using Sgx.Deploy.Tests.Manifests;
using Sgx.Deploy.Tests.Templates;
using Sgx.Testing;

namespace Sgx.Deploy.Tests.Charts;

/// <summary>What a chart makes of some values.</summary>
internal sealed record Release(IReadOnlyList<Manifest> Objects, string Notes)
{
    public Manifest The(string kind, string name) =>
        Assert.Single(Objects, manifest => manifest.Kind == kind && manifest.Name == name);
}

/// <summary>The chart in <c>deploy/helm</c>, rendered without Helm.</summary>
internal sealed class Chart
{
    /// <summary>What cannot be left out.</summary>
    public const string Required = """
        image: { repository: registry.example/sgx-quote-helper }
        quoteHelper: { platform: simulated }
        """;

    /// <summary>What the templates ask for of the APIs that not every cluster has.</summary>
    public const string PolicyApi = "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy";

    private readonly TemplateRenderer _templates = new();
    private readonly List<string> _files = [];

    private Chart(string folder)
    {
        Folder = folder;
        foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, "templates")))
        {
            _files.Add(Path.GetFileName(path));
            _templates.Add(_files[^1], File.ReadAllText(path));
        }

        Schema = new(File.ReadAllText(Path.Combine(folder, "values.schema.json")));
    }

    public static Chart Ours { get; } =
        new(Path.Combine(RepositoryRoot.Path, "deploy", "helm", "sgx-quote-helper"));

    public string Folder { get; }

    public ValuesSchema Schema { get; }

    /// <summary>The values of <c>values.yaml</c>.</summary>
    public Dictionary<string, object?> Defaults() =>
        Yaml.ReadMap(File.ReadAllText(Path.Combine(Folder, "values.yaml")));

    /// <summary>
    /// Renders as <c>helm install sgx-quote-helper --namespace sgx-quote-helper</c> with these files of values.
    /// </summary>
    /// <exception cref="TemplateException">A required value is missing.</exception>
    /// <exception cref="InvalidDataException">The values are against the schema.</exception>
    public Release Render(params string[] overrides) =>
        Render(Merged(overrides));

    /// <summary>The default values, changed.</summary>
    public Dictionary<string, object?> Merged(params string[] overrides) =>
        overrides.Select(Yaml.ReadMap).Aggregate(Defaults(), Values.Merge);

    /// <summary>
    /// Renders with whole values, for a cluster of 1.30 or later, or for an earlier one; by default as the version that
    /// the chart says.
    /// </summary>
    public Release Render(
        Dictionary<string, object?> values,
        string name = "sgx-quote-helper",
        bool hasPolicies = true,
        string? version = null)
    {
        Schema.Check(values);
        var data = Data(values, name, hasPolicies ? [PolicyApi] : [], version);
        var objects = _files
            .Where(file => file.EndsWith(".yaml", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .SelectMany(file => Manifest.ReadAll(_templates.Render(file, data), file));
        return new([.. objects], _templates.Render("NOTES.txt", data));
    }

    private Dictionary<string, object?> Data(
        Dictionary<string, object?> values, string name, string[] apis, string? version)
    {
        var chart = Yaml.ReadMap(File.ReadAllText(Path.Combine(Folder, "Chart.yaml")));
        return new()
        {
            ["Values"] = values,
            ["Chart"] = new Dictionary<string, object?>
            {
                ["Name"] = chart["name"],
                ["Version"] = version ?? chart["version"],
                ["AppVersion"] = chart["appVersion"],
            },
            ["Capabilities"] = new Dictionary<string, object?> { ["APIVersions"] = apis.ToList<object?>() },
            ["Release"] = new Dictionary<string, object?>
            {
                ["Name"] = name, ["Namespace"] = "sgx-quote-helper", ["Service"] = "Helm",
            },
        };
    }
}
