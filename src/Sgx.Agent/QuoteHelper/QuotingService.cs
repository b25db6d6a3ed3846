using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Sgx.Aesm;
using Sgx.Agent.Allocations;
using Sgx.Agent.Front;
using Sgx.Agent.Health;
using Sgx.Agent.Linux;
using Sgx.Agent.Platforms;
using Sgx.Agent.Protocols.Aesm;
using Sgx.Agent.Protocols.Aesm.Operations;
using Sgx.Agent.Sockets;
using Sgx.Agent.Supervision;

namespace Sgx.Agent.QuoteHelper;

/// <summary>The node's quoting service: a platform, the line in front of it, and the sockets.</summary>
internal sealed partial class QuotingService : IAsyncDisposable
{
    // For loops and workers once the front has drained, even if that took all the time that stopping may take.
    private static readonly TimeSpan LeastTimeToEnd = TimeSpan.FromSeconds(1);

    private readonly ServiceFoundation _base;
    private readonly ILogger _log;
    private readonly SocketFront _front;
    private readonly SharedSocket _shared;
    private readonly AllocationKeeper? _allocations;
    private readonly Supervisor _loops, _line;

    private QuotingService(ServiceFoundation foundation, IReadOnlyList<AttestationKeyId> keys)
    {
        _base = foundation;
        var (options, logs) = (foundation.Options, foundation.Logs);
        _log = logs.CreateLogger<QuotingService>();
        _loops = new(logs.CreateLogger<Supervisor>(), foundation.Clock);
        _line = new(logs.CreateLogger<Supervisor>(), foundation.Clock);
        _front = new(
            new(new(options.Callers, foundation.Clock), foundation.Queue),
            new(options.IsAudited ? foundation.Lines : null, foundation.Metrics, foundation.Clock),
            WithinDescriptors(options), logs.CreateLogger<SocketFront>());

        var instance = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var aesm = new AesmProtocol(
            foundation.Quoting, keys, new(foundation.Platform.Name, instance, foundation.Readiness),
            logs.CreateLogger<AesmProtocol>());
        _shared = new(
            options.SocketPath, instance, _front, aesm, foundation.Readiness, logs.CreateLogger<SharedSocket>());
        if (options.Allocations is { } allocations)
            _allocations = new(allocations, _front, aesm, logs.CreateLogger<AllocationKeeper>());
        foundation.Readiness.Watch([_front, foundation.Workers, _loops, _line, .. AuditReadiness(foundation)]);
        KeepLoops();
    }

    /// <summary>What the agent prints once it serves.</summary>
    public string FirstLine =>
        $"sgx-agent: serving quotes at {_base.Options.SocketPath} "
        + $"from a {QuotingPlatforms.Describe(_base.Options.Platform.Kind)}";

    /// <summary>
    /// Proves that the platform can quote, and only then takes the socket, from whoever of ours serves there now.
    /// </summary>
    /// <exception cref="ProofFailedException">The platform is not fit to serve; whoever serves now goes on.</exception>
    /// <exception cref="ListenException">The socket's path cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Told to stop.</exception>
    public static async Task<QuotingService> Start(
        QuoteHelperOptions options, NodePlatform platform, CancellationToken cancellation)
    {
        var foundation = new ServiceFoundation(options, platform);
        try
        {
            return await Start(foundation, cancellation);
        }
        catch
        {
            await foundation.DisposeAsync();
            throw;
        }
    }

    private static async Task<QuotingService> Start(ServiceFoundation foundation, CancellationToken cancellation)
    {
        var (options, log) = (foundation.Options, foundation.Logs.CreateLogger<QuotingService>());
        Log.Starting(log, ProgramVersion.Full, options.Description);
        if (foundation.Http is { } http)
            _ = await http.TryBind(cancellation);
        var predecessor = await Predecessor.Find(options.SocketPath, cancellation);
        await foundation.Probe.Prove(cancellation);
        foundation.Platform.Proven();
        var keys = await foundation.Quoting.GetAttestationKeyIds(cancellation);
        if (predecessor is not null && !options.AcceptsPlatformChange)
            await RequireSamePlatform(foundation, keys[0], log, cancellation);
        GiveBackMemory();
        var service = new QuotingService(foundation, keys);
        service.TakeSocketsOrLeave(predecessor);
        return service;
    }

    private static async Task RequireSamePlatform(
        ServiceFoundation foundation, AttestationKeyId key, ILogger log, CancellationToken cancellation)
    {
        var own = await foundation.Quoting.Initialize(key, cancellation);
        var doubt = await Succession.RequireSamePlatform(foundation.Options.SocketPath, key, own, cancellation);
        if (doubt is not null)
            Log.NotCompared(log, doubt);
    }

    /// <summary>Serves until cancelled; then answers what it has accepted, and returns.</summary>
    /// <exception cref="ServiceFailedException">The thread that serves the sockets failed.</exception>
    public async Task Run(CancellationToken cancellation)
    {
        using var stopLoops = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var stopLine = new CancellationTokenSource();
        var (loops, line) = (_loops.Run(stopLoops.Token), _line.Run(stopLine.Token));
        long? stopped = null;
        await using var stop = cancellation.Register(() =>
        {
            stopped = _base.Clock.GetTimestamp();
            _front.Stop();
        });
        var failure = await RunFront();
        _base.Queue.Complete();
        await stopLoops.CancelAsync();
        await stopLine.CancelAsync();

        // A platform that hangs has kept its callers waiting long enough; it does not keep the process.
        _ = await Task.WhenAny(EndOf(loops, line), Task.Delay(TimeLeft(stopped), CancellationToken.None));
        if (failure is not null)
            throw new ServiceFailedException("the thread that serves the sockets has failed", failure);
    }

    // Of the time to drain, which the front may have used up.
    private TimeSpan TimeLeft(long? stopped)
    {
        var all = _base.Options.Front.DrainTimeout;
        var left = stopped is { } since ? all - _base.Clock.GetElapsedTime(since) : all;
        return left > LeastTimeToEnd ? left : LeastTimeToEnd;
    }

    public async ValueTask DisposeAsync()
    {
        _front.Dispose();
        _allocations?.Dispose();
        await _base.DisposeAsync();
    }

    // Without audit, lost lines break no promise.
    private static IEnumerable<IReadiness> AuditReadiness(ServiceFoundation foundation) =>
        foundation.Options.IsAudited ? [new LogReadiness(foundation.Lines)] : [];

    // More connections than descriptors would take those that everything else needs.
    private FrontOptions WithinDescriptors(QuoteHelperOptions options)
    {
        var most = DescriptorLimit.ForConnections(options.Health.Http is not null, options.Allocations is not null);
        if (options.Front.MaxConnections <= most)
            return options.Front;
        Log.FewDescriptors(_log, most, options.Front.MaxConnections);
        return options.Front with { MaxConnections = most };
    }

    private void KeepLoops()
    {
        _line.Keep("queue workers", _base.Workers.Run);
        _loops.Keep("probe", _base.Probe.Run);
        _loops.Keep(
            "shared socket", stop => _shared.Run(_base.Probe.Prove, () => _allocations?.Wake(), stop));
        if (_allocations is { } allocations)
            _loops.Keep("allocations", allocations.Run);
        if (_base.Http is { } http)
            _loops.Keep("http", http.Run);
    }

    private async Task<Exception?> RunFront()
    {
        try
        {
            await Task.Factory.StartNew(
                _front.Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private async Task EndOf(Task loops, Task line)
    {
        await loops;
        await line;
        await _base.Workers.Ended();
    }

    private void TakeSocketsOrLeave(ServiceIdentity? predecessor)
    {
        try
        {
            TakeSockets(predecessor);
        }
        catch
        {
            _front.Dispose();
            throw;
        }
    }

    // The shared one first: whoever holds it holds the others.
    private void TakeSockets(ServiceIdentity? predecessor)
    {
        _allocations?.Read();
        _shared.Open();
        _base.Liveness.Serves(_front);
        _allocations?.Open(_shared);
        if (predecessor is { Version: var version })
            Log.TookOver(_log, version, Identify.Version);
    }

    // Start and proof needed more than serving will.
    private static void GiveBackMemory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        ProgramPages.GiveBack();
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information, Message = "took over from version {Predecessor}; this is version {Version}")]
        public static partial void TookOver(ILogger logger, string predecessor, string version);

        [LoggerMessage(Level = LogLevel.Information, Message = "sgx-agent {Version} starts: {Options}")]
        public static partial void Starting(ILogger logger, string version, string options);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Why}")]
        public static partial void NotCompared(ILogger logger, string why);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "{Most} connections at most, not {Wanted}: this process may not open more files (RLIMIT_NOFILE)")]
        public static partial void FewDescriptors(ILogger logger, int most, int wanted);
    }
}

/// <summary>A part that the service cannot do without has failed; the process is to be started again.</summary>
internal sealed class ServiceFailedException(string message, Exception inner)
    : Exception($"{message}: {inner.Message}", inner);
