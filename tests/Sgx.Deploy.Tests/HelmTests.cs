using Sgx.Deploy.Tests.Charts;
using Sgx.Deploy.Tests.Manifests;
using Sgx.Testing;

namespace Sgx.Deploy.Tests;

public sealed class HelmTests
{
    [Fact]
    public void Helm_renders_every_variant_to_the_same_objects()
    {
        using var folder = new TemporaryFolder();
        var differences = new List<string>();
        foreach (var (name, values) in ChartVariants.All)
        {
            // A text in block style that ends the file is read with or without its last line's end.
            string[] layers = [Chart.Required, ChartVariants.Everything, $"{values}\n"];
            var files = Files(folder, layers);
            var output = Tool.OutputOrSkip(
                "helm",
                [
                    "template", "sgx-quote-helper", Chart.Ours.Folder, "--namespace", "sgx-quote-helper",
                    "--api-versions", Chart.PolicyApi, .. files,
                ]);
            var theirs = Manifest.ReadAll(output, "helm");
            var ours = Chart.Ours.Render(layers).Objects;
            differences.AddRange(ManifestSet.Differences(ours, theirs).Select(difference => $"{name}: {difference}"));
        }

        Complaints.None(differences);
    }

    private static IEnumerable<string> Files(TemporaryFolder folder, params string[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var path = folder[$"values-{i}.yaml"];
            File.WriteAllText(path, values[i]);
            yield return "--values";
            yield return path;
        }
    }
}
