using Prometheus;
using Sgx.Agent.DevicePlugin.Registration;
using Sgx.Agent.DevicePlugin.Resources;

namespace Sgx.Agent.Metrics;

/// <summary>What <c>/metrics</c> tells of the device plugin.</summary>
internal sealed class PluginMetrics
{
    private const string Given = "given";
    private const string Refused = "refused";

    private readonly Gauge _units, _healthy, _registered, _listBytes, _refused;
    private readonly Prometheus.Counter _allocations;

    public PluginMetrics()
    {
        var metrics = Prometheus.Metrics.WithCustomRegistry(Registry);
        Gauge GaugeOf(string name, string help) => metrics.CreateGauge($"sgx_deviceplugin_{name}", help, "resource");
        _units = GaugeOf("units", "Units offered to the kubelet.");
        _healthy = GaugeOf("healthy", "Whether the units are healthy.");
        _registered = GaugeOf("registered", "Whether the kubelet watches the resource.");
        _listBytes = GaugeOf("list_message_bytes", "Size of the list of units; the kubelet takes 4194304 at most.");
        _refused = GaugeOf("too_large", "1 where the list of units would be too large, so that none is offered.");
        _allocations = metrics.CreateCounter(
            "sgx_deviceplugin_allocations_total", "Containers given units, or refused them.", "resource", "result");
    }

    public CollectorRegistry Registry { get; } = Prometheus.Metrics.NewCustomRegistry();

    /// <summary>A resource that is offered.</summary>
    public void Watch(PublishedResource resource, ResourceRegistration registration) =>
        Registry.AddBeforeCollectCallback(() =>
        {
            _units.WithLabels(resource.Name).Set(resource.Count);
            _healthy.WithLabels(resource.Name).Set(resource.Now.IsHealthy ? 1 : 0);
            _registered.WithLabels(resource.Name).Set(registration.Trouble.Length == 0 ? 1 : 0);
            _listBytes.WithLabels(resource.Name).Set(DeviceList.SizeOf(resource.Dialect.IdPrefix, resource.Count));
            _refused.WithLabels(resource.Name).Set(0);
            ShowFromTheStart(resource.Name);
        });

    // A counter that appears with its first event has not grown by it, as Prometheus sees it: no alert would tell.
    private void ShowFromTheStart(string resource)
    {
        foreach (var result in (string[])[Given, Refused])
            _ = _allocations.WithLabels(resource, result);
    }

    /// <summary>A resource that is not, since its list would be too large.</summary>
    public void Refuse(string resource)
    {
        _refused.WithLabels(resource).Set(1);
        _registered.WithLabels(resource).Set(0);
    }

    /// <summary>An answer to the kubelet.</summary>
    public void CountAllocation(string resource, bool isGiven) =>
        _allocations.WithLabels(resource, isGiven ? Given : Refused).Inc();
}
