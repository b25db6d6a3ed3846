using Microsoft.Extensions.Logging;
using Sgx.Aesm;
using Sgx.Agent.Allocations;
using Sgx.Agent.Callers;
using Sgx.Agent.Platforms;
using Sgx.Agent.Settings;
using Sgx.Simulation;

namespace Sgx.Agent.QuoteHelper;

/// <summary>
/// The settings of <c>sgx-agent quote-helper</c>: the one table that flags, variables, file and docs follow.
/// </summary>
internal static class QuoteHelperSettings
{
    public static readonly Setting Platform =
        new("platform", null, "what makes the quotes: simulated");
    public static readonly Setting StateDir =
        new("state-dir", "/var/lib/sgx-agent", "folder of the simulated platform's seed");
    public static readonly Setting Socket =
        new("socket", AesmSocket.DefaultPath, "path of the socket that clients connect to");
    public static readonly Setting AcceptPlatformChange =
        new("accept-platform-change", "off",
            "take over from an instance that quotes with another platform or key: on or off");
    public static readonly Setting LogLevel =
        new("log-level", "information", "least level logged to stderr: trace to critical, or none");
    public static readonly Setting MaxConnections =
        new("max-connections", "16384", "connections open at once");
    public static readonly Setting ReadTimeout =
        new("read-timeout", "10s", "from connecting to the last byte of the request");
    public static readonly Setting AnswerTimeout =
        new("answer-timeout", "14s", "from the request to its answer; clients give up after 15s");
    public static readonly Setting WriteTimeout =
        new("write-timeout", "10s", "from the answer to its last byte taken");
    public static readonly Setting DrainTimeout =
        new("drain-timeout", "20s", "how long stopping may take");
    public static readonly Setting QueueCapacity =
        new("queue-capacity", "4096", "quotes that may wait");
    public static readonly Setting CallerCapacity =
        new("caller-capacity", "256", "quotes that may wait of one caller");
    public static readonly Setting QuoteWorkers =
        new("quote-workers", "2", "quotes made at once");
    public static readonly Setting CallerRate =
        new("caller-rate", "0", "quotes a second of one caller; 0 is no limit");
    public static readonly Setting Allow =
        new("allow", "everybody",
            "callers that get quotes: uid:N, gid:N, listener:NAME, namespace:NAME, pod:NS/NAME, with commas");
    public static readonly Setting Deny =
        new("deny", "nobody", "callers that get none, written likewise; goes before allow");
    public static readonly Setting Audit =
        new("audit", "on", "a line on stderr for every quote: on or off");
    public static readonly Setting ProofTimeout =
        new("proof-timeout", "30s", "how long the first quote may take, before anybody is served");
    public static readonly Setting ProofTrustedRoot =
        new("proof-trusted-root", "own", "PEM file of the root that own quotes must lead to; own: the platform's");
    public static readonly Setting ProofCollateral =
        new("proof-collateral", "own", "folder of collateral that own quotes are held against; own: the platform's");
    public static readonly Setting ProbeInterval =
        new("probe-interval", "30s", "how often a quote is made to know that the node can");
    public static readonly Setting ReadyFor =
        new("ready-for", "90s", "how long after a quote the node counts as ready");
    public static readonly Setting Http =
        new("http", "off", "address and port of /livez, /readyz and /metrics, as 0.0.0.0:9550");
    public static readonly Setting Allocations =
        new("allocations", "off", "folder of the sockets that containers are given, one folder each");
    public static readonly Setting Journal =
        new("journal", "/var/lib/sgx-agent/journal", "folder where the device plugin writes down what it allocates");
    public static readonly Setting PodResources =
        new("pod-resources", "off",
            "the kubelet's socket that tells which pod has what, as /var/lib/kubelet/pod-resources/kubelet.sock");
    public static readonly Setting Simulate =
        new("simulate", "none",
            "faults of the simulated platform, with commas: slow=5ms, fail=OutOfEpc, busy, at-start, hang, crash=N, "
            + "lost=N");

    public static IReadOnlyList<Setting> All { get; } =
    [
        Platform, StateDir, Socket, AcceptPlatformChange, LogLevel, MaxConnections, ReadTimeout, AnswerTimeout,
        WriteTimeout, DrainTimeout,
        QueueCapacity, CallerCapacity, QuoteWorkers, CallerRate, Allow, Deny, Audit, ProofTimeout, ProofTrustedRoot,
        ProofCollateral, ProbeInterval, ReadyFor, Http, Allocations, Journal, PodResources, Simulate,
    ];

    /// <exception cref="SettingsException">Something is missing or makes no sense.</exception>
    public static QuoteHelperOptions Read(SettingReader settings)
    {
        var options = new QuoteHelperOptions
        {
            Platform = new()
            {
                Kind = settings.Choice<PlatformKind>(Platform),
                StateDirectory = settings.Text(StateDir),
                Faults = Faults(settings),
                TrustedRootFile = PathOrOwn(settings, ProofTrustedRoot),
                CollateralFolder = PathOrOwn(settings, ProofCollateral),
            },
            SocketPath = settings.Text(Socket),
            AcceptsPlatformChange = settings.Choice<OnOff>(AcceptPlatformChange) is OnOff.On,
            Description = settings.Describe(All, always: [Platform, StateDir, Socket]),
            LogLevel = settings.Choice<LogLevel>(LogLevel),
            Front = new()
            {
                MaxConnections = settings.Integer(MaxConnections, 1, 1_000_000),
                ReadTimeout = settings.Duration(ReadTimeout),
                AnswerTimeout = settings.Duration(AnswerTimeout),
                WriteTimeout = settings.Duration(WriteTimeout),
                DrainTimeout = settings.Duration(DrainTimeout),
            },
            Queue = new()
            {
                Capacity = settings.Integer(QueueCapacity, 1, 1_000_000),
                CapacityPerCaller = settings.Integer(CallerCapacity, 1, 1_000_000),
                Workers = settings.Integer(QuoteWorkers, 1, 64),
            },
            IsAudited = settings.Choice<OnOff>(Audit) is OnOff.On,
            Callers = new()
            {
                QuotesPerSecond = settings.Integer(CallerRate, 0, 1_000_000),
                Policy = new() { Allowed = Rules(settings, Allow), Denied = Rules(settings, Deny) },
            },
            Health = new()
            {
                ProofDeadline = settings.Duration(ProofTimeout),
                ProbeInterval = settings.Duration(ProbeInterval),
                ReadyFor = settings.Duration(ReadyFor),
                Http = settings.AddressOrOff(Http),
            },
            Allocations = AllocationsOf(settings),
        };
        settings.ThrowIfMistaken();
        RequireNames(options);
        return options;
    }

    private static AllocationOptions? AllocationsOf(SettingReader settings) =>
        settings.Text(Allocations) == Allocations.Default
            ? null
            : new()
            {
                Folders = new(settings.SocketFolder(Allocations, AllocationOptions.MaxFolderBytes) ?? ""),
                Journal = settings.Text(Journal),
                PodResources = PathOrOwn(settings, PodResources),
            };

    private static void RequireNames(QuoteHelperOptions options)
    {
        if (options.Callers.Policy.NamesPods && options.Allocations?.PodResources is null)
            throw new SettingsException(
                [$"rules of namespaces and pods need --{Allocations.Name} and --{PodResources.Name}"]);
    }

    private enum OnOff
    {
        Off,
        On,
    }

    private static SimulatedFaults Faults(SettingReader settings) =>
        settings.Formatted(Simulate, SimulatedFaults.Parse) ?? SimulatedFaults.None;

    private static IReadOnlyList<CallerRule> Rules(SettingReader settings, Setting setting) => settings.Value(
        setting, "rules as uid:1000, gid:5, listener:name, namespace:name, pod:namespace/name",
        text => text == setting.Default ? [] : CallerRule.ParseList(text))
        ?? [];

    private static string? PathOrOwn(SettingReader settings, Setting setting) =>
        settings.Text(setting) is var path && path == setting.Default ? null : path;
}
