using System.Text;
using Sgx.Agent.Allocations;
using Sgx.Agent.Callers;
using Sgx.Agent.Health;
using Sgx.Agent.Line;
using Sgx.Agent.Metrics;
using Sgx.Agent.Protocols;

namespace Sgx.Agent.Tests.Metrics;

public sealed class QuoteMetricsTests
{
    private static readonly TimeSpan Took = TimeSpan.FromMilliseconds(3);

    private readonly Readiness _readiness = new(TimeSpan.FromMinutes(1), TimeProvider.System);
    private readonly QuoteMetrics _metrics;

    public QuoteMetricsTests() => _metrics = new("simulated", _readiness, new QuoteQueue(new()));

    [Fact]
    public async Task Quotes_are_counted_by_status_and_timed()
    {
        _metrics.Count(new(Caller.Shared, 1000, 5), Told("Success"), Took);
        _metrics.Count(new(Caller.Shared, 1000, 5), Told("Success"), Took);
        _metrics.Count(new(Caller.Shared, 1000, 5), Told("Busy"), Took);
        var text = await Text();

        Assert.Contains("sgx_quote_requests_total{status=\"Success\"} 2", text, StringComparison.Ordinal);
        Assert.Contains("sgx_quote_requests_total{status=\"Busy\"} 1", text, StringComparison.Ordinal);
        Assert.Contains("sgx_quote_request_duration_seconds_count 3", text, StringComparison.Ordinal);
        Assert.DoesNotContain("sgx_quote_client_requests_total{", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_allocations_quotes_are_its_containers_or_an_unknown_ones()
    {
        var owner = new AllocationOwner(AllocationToken.New(), () => { });
        var caller = new Caller("token", null, null) { Owner = owner };
        _metrics.Count(caller, Told("Success"), Took);
        owner.Name(new("shop", "web-0", "app"));
        _metrics.Count(caller, Told("Success"), Took);
        var text = await Text();

        Assert.Contains(
            "{namespace=\"shop\",pod=\"web-0\",container=\"app\",status=\"Success\"} 1", text,
            StringComparison.Ordinal);
        Assert.Contains(
            "{namespace=\"unknown\",pod=\"unknown\",container=\"unknown\",status=\"Success\"} 1", text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whether_the_node_can_quote_is_told_as_it_is_now()
    {
        Assert.Contains("sgx_quote_ready 0", await Text(), StringComparison.Ordinal);
        _readiness.Quoted();
        Assert.Contains("sgx_quote_ready 1", await Text(), StringComparison.Ordinal);
    }

    private static Outcome Told(string status) => Outcome.Told(new(status, status == "Success"));

    private async Task<string> Text()
    {
        using var text = new MemoryStream();
        await _metrics.Registry.CollectAndExportAsTextAsync(text, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
