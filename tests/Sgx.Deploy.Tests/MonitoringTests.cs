using System.Text.Json;
using k8s.Models;
using Sgx.Deploy.Tests.Charts;
using Sgx.Deploy.Tests.Manifests;
using Sgx.Testing;

namespace Sgx.Deploy.Tests;

public sealed class MonitoringTests
{
    private static readonly Release _release = Chart.Ours.Render(Chart.Required, ChartVariants.Everything);

    private static IEnumerable<PrometheusRule.Alert> Alerts => Of(_release);

    private static JsonElement Dashboard
    {
        get
        {
            var map = (V1ConfigMap)_release.The("ConfigMap", "sgx-quote-helper-dashboard").Model;
            return JsonDocument.Parse(Assert.Single(map.Data).Value).RootElement;
        }
    }

    [Fact]
    public void Every_alert_is_of_metrics_that_the_agent_or_prometheus_has()
    {
        Assert.NotEmpty(Alerts);
        Complaints.None(Alerts.SelectMany(alert => MetricsTable.Unknown(alert.Expr!)));
    }

    [Fact]
    public void Every_panel_is_of_metrics_that_the_agent_has()
    {
        var expressions = Dashboard.GetProperty("panels").EnumerateArray()
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString()!)
            .ToList();

        Assert.NotEmpty(expressions);
        Complaints.None(expressions.SelectMany(MetricsTable.Unknown));
    }

    [Theory]
    [InlineData("sgx_quote_redy == 0", "no metric sgx_quote_redy")]
    [InlineData("uptime == 0", "no metric uptime")]
    [InlineData("up == 0", "up of every target")]
    [InlineData("up{container=\"quote-helper\"} == 0", "up of every target")]
    [InlineData("up{job=\"a\", resource=\"b\"} == 0", "up has no resource")]
    [InlineData("vector(1)", "no metric at all")]
    [InlineData("sgx_quote_request_duration_seconds > 1", "no metric sgx_quote_request_duration_seconds")]
    [InlineData("sum by (resource) (sgx_quote_ready)", "no label resource")]
    [InlineData("sgx_quote_client_requests_total{exported_node=\"a\"}", "has no exported_node")]
    [InlineData("sgx_quote_requests_total{status=\"Sucess\"}", "has no status Sucess")]
    public void A_metric_or_a_label_that_nobody_has_is_found(string expression, string complaint) =>
        Assert.Contains(complaint, string.Join('\n', MetricsTable.Unknown(expression)), StringComparison.Ordinal);

    [Fact]
    public void Every_alert_has_a_runbook_and_every_runbook_an_alert()
    {
        var headings = File.ReadLines(Path.Combine(RepositoryRoot.Path, "docs", "runbooks.md"))
            .Where(line => line.StartsWith("## Sgx", StringComparison.Ordinal)).Select(line => line["## ".Length..]);

        Assert.Equal(Alerts.Select(alert => alert.Name).Order(), headings.Order());
    }

    // A target's job is the label that the monitor names: of the pod, or of the Service in front of it.
    [Theory]
    [InlineData("{}")]
    [InlineData("nameOverride: other")]
    public void Whoever_is_scraped_has_an_alert_for_when_it_is_down(string values)
    {
        var release = Chart.Ours.Render(Chart.Required, ChartVariants.Everything, values);
        var monitors = release.Objects.Select(each => each.Model).OfType<MetricsMonitor>();
        var jobLabel = Assert.Single(monitors.Select(monitor => monitor.Spec!.JobLabel!).Distinct());
        var pods = release.Objects.Select(each => each.Pods).OfType<V1PodTemplateSpec>()
            .Where(pod => pod.Spec.Containers[0].Ports is not null);
        var services = release.Objects.Select(each => each.Model).OfType<V1Service>();

        Assert.Equal(
            pods.Select(pod => Down(pod.Metadata.Labels[jobLabel], pod.Spec.Containers[0].Name)).Order(),
            Of(release).Select(alert => alert.Expr!).Where(IsOfTargets).Order());
        Assert.Equal(
            pods.Select(pod => pod.Metadata.Labels[jobLabel]),
            services.Select(service => service.Metadata.Labels[jobLabel]));
    }

    [Fact]
    public void A_runbook_is_found_by_its_address()
    {
        var values = Chart.Ours.Merged(
            Chart.Required, "monitoring: { rules: { enabled: true, runbookUrl: https://runbooks.example/sgx } }");

        Assert.All(Of(Chart.Ours.Render(values)), alert => Assert.Equal(
            $"https://runbooks.example/sgx#{alert.Name!.ToLowerInvariant()}", alert.Annotations!["runbook_url"]));
        Assert.All(Alerts, alert => Assert.False(alert.Annotations!.ContainsKey("runbook_url")));
    }

    [Fact]
    public void No_two_panels_have_the_same_number_or_place()
    {
        var panels = Dashboard.GetProperty("panels").EnumerateArray().ToList();
        var cells = panels.SelectMany(panel => Cells(panel.GetProperty("gridPos"))).ToList();

        Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        Assert.Equal(cells.Count, cells.Distinct().Count());
        Assert.All(cells, cell => Assert.InRange(cell.X, 0, 23));
    }

    // Of the pods that it selects the one port of the name is asked, and the NetworkPolicy lets it through.
    [Theory]
    [InlineData("PodMonitor")]
    [InlineData("ServiceMonitor")]
    public void What_is_scraped_is_there(string kind)
    {
        var spec = ((MetricsMonitor)_release.The(kind, "sgx-quote-helper").Model).Spec!;
        var endpoint = Assert.Single(spec.PodMetricsEndpoints ?? spec.Endpoints!);
        var pods = _release.Objects.Where(each => each.Pods is { } template
            && spec.Selector!.MatchLabels.All(label => template.Metadata.Labels[label.Key] == label.Value));
        var ports = pods.ToDictionary(
            each => each.Name,
            each => each.Pods!.Spec.Containers[0].Ports?.SingleOrDefault(port => port.Name == endpoint.Port));

        Assert.Equal(9550, ports["sgx-quote-helper-quote-helper"]!.ContainerPort);
        Assert.Equal(9551, ports["sgx-quote-helper-device-plugin"]!.ContainerPort);
        Assert.Null(ports["sgx-quote-helper-node-status"]);
        foreach (var (name, port) in ports.Where(pair => pair.Value is not null))
        {
            var service = (V1Service)_release.The("Service", name).Model;
            var policy = (V1NetworkPolicy)_release.The("NetworkPolicy", name).Model;
            Assert.Equal((port!.ContainerPort, port.Name), (service.Spec.Ports[0].Port, service.Spec.Ports[0].Name));
            Assert.Contains(policy.Spec.Ingress, rule => rule.Ports.Any(
                open => open.Port.Value == $"{port.ContainerPort}"));
        }
    }

    private static string Down(string job, string container) => $"up{{job=\"{job}\", container=\"{container}\"}} == 0";

    private static bool IsOfTargets(string expression) => expression.StartsWith("up{", StringComparison.Ordinal);

    private static IEnumerable<PrometheusRule.Alert> Of(Release release) =>
        release.Objects.Select(each => each.Model).OfType<PrometheusRule>().Single().Spec!.Groups!
            .SelectMany(group => group.Rules!);

    private static IEnumerable<(int X, int Y)> Cells(JsonElement place)
    {
        int Get(string name) => place.GetProperty(name).GetInt32();
        return from x in Enumerable.Range(Get("x"), Get("w"))
               from y in Enumerable.Range(Get("y"), Get("h"))
               select (x, y);
    }
}
