using System.Net;
using Microsoft.Extensions.Logging;
using Sgx.Agent.Allocations;
using Sgx.Agent.DevicePlugin.Allocating;
using Sgx.Agent.DevicePlugin.Devices;
using Sgx.Agent.DevicePlugin.Epc;
using Sgx.Agent.DevicePlugin.Registration;
using Sgx.Agent.DevicePlugin.Resources;
using Sgx.Agent.Health;
using Sgx.Agent.Metrics;
using Sgx.Agent.Output;
using Sgx.Output;

namespace Sgx.Agent.DevicePlugin;

/// <summary>The node's device plugin: its resources, registered with the kubelet and kept true.</summary>
internal sealed partial class NodePlugin : IReadiness, IDisposable
{
    private readonly PluginOptions _options;
    private readonly LineWriter _lines = new(StandardOutput.Error, Logs.Program);
    private readonly ILoggerFactory _logs;
    private readonly ILogger _log;
    private readonly AllocationJournal _journal;
    private readonly EpcCapacity? _epc;
    private readonly List<ResourceRegistration> _registrations = [];
    private readonly List<HealthWatch> _healths = [];
    private readonly List<string> _refused = [];
    private readonly PluginMetrics _metrics = new();

    /// <exception cref="EpcException">Enclave memory is to be offered, and there is none.</exception>
    public NodePlugin(PluginOptions options, ICpuid cpuid)
    {
        _options = options;
        _journal = new(options.JournalFolder);
        _epc = options.Resources.Any(dialect => dialect.IsEpc)
            ? EpcCapacity.Find(options.Epc, options.SysRoot, cpuid)
            : null;
        _logs = Logs.Create(options.LogLevel, _lines, TimeProvider.System);
        _log = _logs.CreateLogger<NodePlugin>();
        foreach (var dialect in options.Resources)
            Offer(dialect);
    }

    /// <summary>What the plugin prints when it begins.</summary>
    public string FirstLine =>
        $"sgx-agent: device plugin in {_options.KubeletFolder} of "
        + string.Join(", ", _options.Resources.Select(dialect => dialect.Name))
        + (_epc is { } epc ? $"; {epc.Mebibytes} MiB of enclave memory ({epc.Source})" : "")
        + (_options.Epc.IsSimulated ? "; devices are SIMULATED" : "");

    /// <summary>Why the kubelet does not know every resource; empty when it does.</summary>
    /// <remarks>Those of <see cref="Refused"/> are not among them: that would stop every rollout there.</remarks>
    public string Trouble => string.Join(
        "\n", _registrations.Select(one => one.Trouble).Where(trouble => trouble.Length > 0));

    /// <summary>Resources that no kubelet could be told of, and why.</summary>
    public IReadOnlyList<string> Refused => _refused;

    /// <summary>Serves until cancelled.</summary>
    /// <exception cref="IOException">The address for HTTP is not one of this machine.</exception>
    public async Task Run(CancellationToken cancellation)
    {
        await using var http = _options.Http is { } address ? Health(address) : null;
        if (http is not null)
            _ = await http.TryBind(cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            // The first list that the kubelet gets shall be true.
            await Task.WhenAll(_healths.Select(health => health.Look(stop.Token)));
            Task[] all =
            [
                http?.Run(stop.Token) ?? Task.Delay(Timeout.Infinite, stop.Token),
                .. _healths.Select(health => health.Run(stop.Token)),
                .. _registrations.Select(registration => registration.Run(stop.Token)),
            ];
            _ = await Task.WhenAny(all);
            await stop.CancelAsync();
            await Task.WhenAll(all);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Told to stop.
        }
    }

    public void Dispose()
    {
        _logs.Dispose();
        _lines.Dispose();
    }

    private HealthServer Health(IPEndPoint address) => new(
        address, new(this, new ThreadPoolLiveness(), _metrics.Registry), _logs.CreateLogger<HealthServer>());

    private void Offer(ResourceDialect dialect)
    {
        var count = dialect.IsEpc ? BoundedEpc(dialect) : _options.Units[dialect.Unit];
        if (!DeviceList.Fits(dialect.IdPrefix, count))
        {
            var why = $"{dialect.Name}: not registered, a list of {count} units is more than the {DeviceList.MaxBytes} "
                + "bytes that the kubelet takes; publish it as an extended resource of the node";
            _refused.Add(why);
            _metrics.Refuse(dialect.Name);
            Log.Refused(_log, why);
            return;
        }

        var resource = new PublishedResource(dialect, (int)count);
        var nodes = _options.Epc.IsSimulated ? null : new DeviceNodes(_options.DevRoot);
        _healths.Add(new(
            resource, HealthOf(dialect, nodes), _options.Times.HealthInterval, _logs.CreateLogger<HealthWatch>()));
        var sockets = _options.OptIn.Contains(dialect) ? Sockets() : null;
        var registration = new ResourceRegistration(
            resource, new(resource, nodes, sockets, _metrics), _options.KubeletFolder, _options.Times, _logs);
        _registrations.Add(registration);
        _metrics.Watch(resource, registration);
    }

    private long BoundedEpc(ResourceDialect dialect)
    {
        if (_epc!.Mebibytes > _options.MaxEpcUnits)
            Log.Bounded(_log, dialect.Name, _options.MaxEpcUnits, _epc.Mebibytes);
        return Math.Min(_epc.Mebibytes, _options.MaxEpcUnits);
    }

    private IHealthSource HealthOf(ResourceDialect dialect, DeviceNodes? nodes) =>
        dialect.Unit is ResourceUnit.Quoting ? new ServiceHealth(_options.SocketPath)
        : nodes is null ? new SimulatedHealth()
        : new NodeHealth(nodes, dialect.Nodes);

    private SocketGrant Sockets() => new(
        _journal, new AllocationFolders(_options.AllocationsFolder), _options.SocketPath,
        _options.Times.SocketPatience, _logs.CreateLogger<SocketGrant>());

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "{Resource}: {Most} units are offered, not {Mebibytes}: kubelets do not keep up with more "
                + "(--epc-max-units); publish enclave memory as an extended resource of the node to offer all of it")]
        public static partial void Bounded(ILogger logger, string resource, int most, long mebibytes);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Why}")]
        public static partial void Refused(ILogger logger, string why);
    }
}
