using System.Text;
using Sgx.Agent.Metrics;

namespace Sgx.Agent.Tests.Metrics;

public sealed class PluginMetricsTests
{
    [Fact]
    public async Task What_is_too_large_and_what_was_given_is_told_by_resource()
    {
        var metrics = new PluginMetrics();
        metrics.Refuse("example.com/epc");
        metrics.CountAllocation("example.com/quoting", isGiven: true);
        metrics.CountAllocation("example.com/quoting", isGiven: false);
        using var bytes = new MemoryStream();
        await metrics.Registry.CollectAndExportAsTextAsync(bytes, TestContext.Current.CancellationToken);
        var text = Encoding.UTF8.GetString(bytes.ToArray());

        Assert.Contains("sgx_deviceplugin_too_large{resource=\"example.com/epc\"} 1", text, StringComparison.Ordinal);
        Assert.Contains(
            "allocations_total{resource=\"example.com/quoting\",result=\"given\"} 1", text, StringComparison.Ordinal);
        Assert.Contains(
            "allocations_total{resource=\"example.com/quoting\",result=\"refused\"} 1", text, StringComparison.Ordinal);
    }
}
