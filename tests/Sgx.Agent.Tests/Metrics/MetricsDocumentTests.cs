using System.Text.RegularExpressions;
using Sgx.Agent.DevicePlugin;
using Sgx.Agent.DevicePlugin.Resources;
using Sgx.Agent.Tests.DevicePlugin;
using Sgx.Agent.Tests.Support;
using Sgx.Testing;
using Sgx.Testing.Kubelet;

namespace Sgx.Agent.Tests.Metrics;

/// <summary>What docs/metrics.md says, held against what is answered over HTTP.</summary>
public sealed partial class MetricsDocumentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_quoting_services_metrics_are_those_of_its_table()
    {
        using var node = new AllocatingNode();
        var address = FreeAddress.Find();
        await using var helper = node.Start(
            options => options with { Health = options.Health with { Http = address } });
        await node.Quote(await node.Allocate("0"));

        Assert.Equal(Documented("sgx-agent quote-helper"), Told(await Scrape(address.ToString(), "client_requests")));
    }

    [Fact]
    public async Task The_device_plugins_metrics_are_those_of_its_table()
    {
        await using var kubelet = new FakeKubelet(_folder.Path);
        await kubelet.Start();
        var address = FreeAddress.Find();
        PluginOptions options = RunningPlugin.Options(_folder) with { Http = address, OptIn = [] };
        await using var plugin = RunningPlugin.Start(options);
        await Eventually.Holds(() => kubelet.Allocatable(ResourceDialects.Azure.Name) > 0, Cancellation);
        _ = await kubelet.Admit("pod", "app", (ResourceDialects.Azure.Name, 1));

        var text = await Scrape(address.ToString(), "allocations_total");
        Assert.Equal(Documented("sgx-agent device-plugin"), Told(text));
        Assert.Contains("result=\"refused\"} 0", text, StringComparison.Ordinal);
    }

    private static async Task<string> Scrape(string address, string until)
    {
        using var client = new HttpClient();
        var text = "";
        await Eventually.Holds(async () =>
        {
            text = await client.GetStringAsync(new Uri($"http://{address}/metrics"), Cancellation);
            return text.Contains(until, StringComparison.Ordinal);
        }, Cancellation);
        return text;
    }

    // Names with kinds and labels, in order: "sgx_x{a,b} gauge".
    private static IEnumerable<string> Told(string text)
    {
        var kinds = Kind().Matches(text).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        return kinds.Select(pair =>
        {
            var suffix = pair.Value == "histogram" ? "_count" : "";
            var labels = Regex.Match(text, $@"^{pair.Key}{suffix}(?:\{{(.*)\}})? ", RegexOptions.Multiline);
            Assert.True(labels.Success, $"{pair.Key} has no value");
            var names = Label().Matches(labels.Groups[1].Value).Select(label => label.Groups[1].Value);
            return $"{pair.Key}{{{string.Join(',', names)}}} {pair.Value}";
        }).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Documented(string program)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "metrics.md"));
        var section = text.Split("\n## ").Single(part => part.StartsWith($"`{program}`", StringComparison.Ordinal));
        return Row().Matches(section)
            .Select(row => $"{row.Groups[1].Value}{{{row.Groups[2].Value}}} {row.Groups[3].Value}")
            .Order(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^# TYPE (\w+) (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Kind();

    [GeneratedRegex("(\\w+)=\"")]
    private static partial Regex Label();

    [GeneratedRegex(@"^\| `(sgx_\w+)(?:\{([\w,]+)\})?` \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
