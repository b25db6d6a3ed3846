using System.CommandLine;
using k8s;
using k8s.Autorest;
using k8s.Exceptions;
using Sgx.Aesm;
using Sgx.Output;

namespace Sgx.NodeStatus;

/// <summary><c>sgx-node-status</c>: tells the cluster whether the node can quote.</summary>
internal static class NodeStatusCommand
{
    private const string NodeVariable = "NODE_NAME";

    private static readonly Option<string> Node = new("--node")
    {
        Description = $"name of the Node object [default: the variable {NodeVariable}]", HelpName = "NAME",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(NodeVariable) ?? "",
    };

    private static readonly Option<string> Socket = new("--socket")
    {
        Description = "socket of the quoting service", HelpName = "PATH",
        DefaultValueFactory = _ => AesmSocket.DefaultPath,
    };

    private static readonly Option<bool> RequireOwn = new("--require-own")
    {
        Description = "count a node as able to quote only by the service of this product, which tells whether it has "
            + "quoted; without this, a daemon of another make counts once it lists a key",
    };

    private static readonly Option<string> Condition = new("--condition")
    {
        Description = "type of the Node's condition, or off", HelpName = "TYPE",
        DefaultValueFactory = _ => "SgxQuotingReady",
    };

    private static readonly Option<string> Taint = new("--taint")
    {
        Description = "key of the startup taint that is taken away once the node can quote, or off", HelpName = "KEY",
        DefaultValueFactory = _ => Off,
    };

    private static readonly Option<string> Events = new("--events")
    {
        Description = "an Event of the Node for each transition: on or off", HelpName = "ON",
        DefaultValueFactory = _ => "on",
    };

    private static readonly Option<string[]> Capacity = new("--capacity")
    {
        Description = "extended resource that the Node is given: NAME=UNITS, or NAME=epc-bytes or NAME=epc-mib for as "
            + "much EPC as the kernel manages; while it tells of none, the Node is not given that resource",
        HelpName = "NAME=UNITS", DefaultValueFactory = _ => [],
    };

    private static readonly Option<string> EpcSize = new("--epc")
    {
        Description = "enclave memory of the node: auto (what the kernel manages), a size as 64Mi, or simulated:64Mi",
        HelpName = "SIZE", DefaultValueFactory = _ => "auto",
    };

    private static readonly Option<int> Interval = new("--interval")
    {
        Description = "seconds between two looks at the service, 1 to 3600", HelpName = "SECONDS",
        DefaultValueFactory = _ => 5,
    };

    private static readonly Option<bool> Clean = new("--clean")
    {
        Description = "take away what was left on the Node (condition, resources, taint), and end",
    };

    private static readonly Option<bool> Stay = new("--stay")
    {
        Description = "with --clean: do nothing more until stopped, since the pod of a DaemonSet may not end",
    };

    private const string Off = "off";

    /// <summary>All options, for who documents or checks them.</summary>
    public static IReadOnlyList<Option> Options { get; } =
        [Node, Socket, RequireOwn, Condition, Taint, Events, Capacity, EpcSize, Interval, Clean, Stay];

    public static RootCommand Create()
    {
        Events.AcceptOnlyFromAmong("on", Off);
        var command = new RootCommand("Tells a cluster whether this node can quote: condition, events, startup taint");
        foreach (var option in Options)
            command.Add(option);
        command.SetAction(Run);
        return command;
    }

    /// <exception cref="FormatException">A value makes no sense; the message says which.</exception>
    public static NodeStatusOptions Read(ParseResult parsed) => new()
    {
        Node = parsed.GetRequiredValue(Node) is { Length: > 0 } node
            ? node
            : throw new FormatException($"--node: expected a name, found none, and {NodeVariable} is not set"),
        SocketPath = parsed.GetRequiredValue(Socket),
        RequiresOwn = parsed.GetValue(RequireOwn),
        Condition = OrNull(parsed.GetRequiredValue(Condition)),
        Taint = OrNull(parsed.GetRequiredValue(Taint)),
        Events = parsed.GetRequiredValue(Events) != Off,
        Capacity = Once(parsed.GetRequiredValue(Capacity).Select(CapacityOf)),
        Epc = EpcSetting.Parse(parsed.GetRequiredValue(EpcSize))
            ?? throw new FormatException("--epc: expected auto, a size from 1Mi as 64Mi, or simulated:64Mi"),
        Interval = parsed.GetRequiredValue(Interval) is >= 1 and <= 3600 and var seconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException("--interval: expected 1 to 3600 seconds"),
        IsStaying = parsed.GetValue(Clean) || !parsed.GetValue(Stay)
            ? parsed.GetValue(Stay)
            : throw new FormatException("--stay: goes with --clean alone"),
    };

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        try
        {
            var options = Read(parsed);
            using var cluster = new Kubernetes(KubernetesClientConfiguration.InClusterConfig());
            var node = new NodeObject(cluster, options, TimeProvider.System);
            using var log = new NodeLog();
            if (parsed.GetValue(Clean))
                await CleanUp(node, options.IsStaying, log, cancellation);
            else
                await Loop(node, options).Run(log, cancellation);
            return ExitCodes.Stopped;
        }
        catch (FormatException e)
        {
            return Fail(e, ExitCodes.Usage);
        }
        catch (Exception e) when (e is KubeConfigException or IOException or HttpOperationException
            or HttpRequestException or TimeoutException)
        {
            return Fail(e, ExitCodes.NoCluster);
        }
    }

    /// <summary>Takes everything back, and then stays if wanted.</summary>
    internal static async Task CleanUp(NodeObject node, bool isStaying, TextWriter log, CancellationToken cancellation)
    {
        await node.Clean(cancellation);
        await log.WriteLineAsync("sgx-node-status: the node has nothing of it any more");
        if (!isStaying)
            return;
        try
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }

    private static NodeStatusLoop Loop(NodeObject node, NodeStatusOptions options) =>
        new(
        node, new(new() { SocketPath = options.SocketPath, Patience = TimeSpan.Zero }), options, TimeProvider.System);

    private static Dictionary<string, ResourceUnits> Once(IEnumerable<KeyValuePair<string, ResourceUnits>> resources)
    {
        Dictionary<string, ResourceUnits> once = [];
        foreach (var (name, units) in resources)
        {
            if (!once.TryAdd(name, units))
                throw new FormatException($"--capacity: expected each resource once, found {name} twice");
        }

        return once;
    }

    private static KeyValuePair<string, ResourceUnits> CapacityOf(string text)
    {
        if (text.Split('=', 2) is not [{ Length: > 0 } name, var units])
            throw new FormatException($"--capacity: expected NAME=UNITS, found '{text}'");
        return new(name, ResourceUnits.Parse(units) ?? throw new FormatException(
            $"--capacity: expected units of {name} as a number, epc-bytes or epc-mib, found '{units}'"));
    }

    private static string? OrNull(string text) => text == Off ? null : text;

    private static int Fail(Exception e, int exitCode)
    {
        StandardOutput.Error.Tell($"{NodeLog.Program}: {e.Message}");
        return exitCode;
    }
}
