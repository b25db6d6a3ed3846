using System.Text.RegularExpressions;
using Sgx.Deploy.Tests.Charts;
using Sgx.Deploy.Tests.Manifests;

namespace Sgx.Deploy.Tests;

public sealed partial class UnusedValueTests
{
    // What an empty or patterned value is set to, by its name.
    private static readonly Dictionary<string, object?> _samples = Yaml.ReadMap("""
        registry: registry.example
        digest: sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
        pullPolicy: Always
        imagePullSecrets: [{ name: pull }]
        sgxNodes: []
        affinity: { podAffinity: {} }
        tolerations: []
        level: debug
        platform: other
        sgxResources: { sgx.intel.com/enclave: 1 }
        settings: { a-setting: a }
        config: "{}"
        type: OnDelete
        minReadySeconds: 7
        drop: [SYS_TIME]
        egress: [{}]
        metricsFrom: [{ podSelector: {} }]
        address: "[::]"
        resourceNames: [example.com/other]
        optIn: [example.com/other]
        quotingUnits: "7"
        mode: plugin
        dialects: [{ name: example.com/other, unit: MiB }]
        epc: 64Mi
        taint: example.com/other
        capacity: { example.com/epc: epc-mib }
        apiServerPorts: [7443]
        scrapeInterval: 1m
        relabelings: [{ targetLabel: a }]
        metricRelabelings: [{ targetLabel: a }]
        runbookUrl: https://runbooks.example
        extraArgs: [--an-argument]
        extraEnv: [{ name: A, value: a }]
        extraVolumes: [{ name: a, emptyDir: {} }]
        extraVolumeMounts: [{ name: a, mountPath: /a }]
        extraInitContainers: [{ name: a, image: a }]
        """);

    public static TheoryData<string> Paths { get; } =
        [.. Values.Leaves(Chart.Ours.Defaults()).Select(leaf => leaf.Path).Where(HasAPlainPath)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_value_that_is_changed_changes_an_object(string path)
    {
        // What the plugin offers of EPC does not matter where the node's status has it.
        var before = path is "devicePlugin.resourceNames"
            ? Values.Merge(ChartVariants.OfEverything(), Yaml.ReadMap("epc: { mode: plugin }"))
            : ChartVariants.OfEverything();
        var value = Values.Leaves(before).Single(leaf => leaf.Path == path).Value;
        var after = Values.Merge(before, Values.At(path, Other(path, value)));

        Assert.NotEmpty(ManifestSet.Differences(Chart.Ours.Render(before).Objects, Chart.Ours.Render(after).Objects));
    }

    // A label's name has dots of its own.
    private static bool HasAPlainPath(string path) => !path.Contains("kubernetes.io", StringComparison.Ordinal);

    private static object? Other(string path, object? value) => value switch
    {
        _ when _samples.TryGetValue(path.Split('.')[^1], out var sample) => sample,
        bool truth => !truth,
        long number => number + 1,
        Dictionary<string, object?> => new Dictionary<string, object?> { ["a"] = "b" },
        string text when Size().Match(text) is { Success: true } size => "1" + text,
        string text => text + "x",
        _ => throw new InvalidDataException($"what else could {path} be?"),
    };

    [GeneratedRegex("^[0-9]+(m|Mi)?$")]
    private static partial Regex Size();
}
