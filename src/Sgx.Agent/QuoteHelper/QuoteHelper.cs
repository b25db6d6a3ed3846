using Microsoft.Extensions.Logging;
using Sgx.Agent.Allocations;
using Sgx.Agent.Callers;
using Sgx.Agent.Front;
using Sgx.Agent.Health;
using Sgx.Agent.Line;
using Sgx.Agent.Linux;
using Sgx.Agent.Metrics;
using Sgx.Agent.Output;
using Sgx.Agent.Platforms;
using Sgx.Agent.Protocols.Aesm;
using Sgx.Agent.Protocols.Aesm.Operations;
using Sgx.Agent.Sockets;

namespace Sgx.Agent.QuoteHelper;

/// <summary>The node's quoting service: a platform, the line in front of it, and the socket.</summary>
internal sealed partial class QuoteHelper : IAsyncDisposable
{
    // Of a platform that answers at once, so many quotes take less than a millisecond: no thread is woken for them.
    private const int LeftInPlace = 4;

    private readonly QuoteHelperOptions _options;
    private readonly LineWriter _lines;
    private readonly ILoggerFactory _logs;
    private readonly ILogger _log;
    private readonly NodePlatform _platform;
    private readonly Readiness _readiness;
    private readonly QuoteProbe _probe;
    private readonly QuoteQueue _quotes;
    private SocketFront? _front;
    private SharedSocket? _shared;
    private AllocationKeeper? _allocations;
    private HealthServer? _http;
    private QuoteMetrics? _metrics;

    private QuoteHelper(QuoteHelperOptions options, NodePlatform platform, TimeProvider clock)
    {
        _options = options;
        _lines = new(options.Output);
        _logs = Logs.Create(options.LogLevel, _lines, clock);
        _log = _logs.CreateLogger<QuoteHelper>();
        _readiness = new(options.Health.ReadyFor, clock);
        _platform = platform with { Quoting = new SteadyPlatform(platform.Quoting, _readiness) };
        _quotes = new(options.Queue with { LeftInPlace = platform.Quoting.AnswersAtOnce ? LeftInPlace : 0 });
        _probe = new(
            new(_platform, options.Health.ProofDeadline, clock),
            _readiness,
            options.Health.ProbeInterval,
            _logs.CreateLogger<QuoteProbe>());
    }

    /// <summary>What the agent prints once it serves.</summary>
    public string FirstLine =>
        $"sgx-agent: serving quotes at {_options.SocketPath} "
        + $"from a {QuotingPlatforms.Describe(_options.Platform.Kind)}";

    /// <summary>
    /// Proves that the platform can quote, and only then takes the socket, from whoever of ours serves there now.
    /// </summary>
    /// <exception cref="ProofFailedException">The platform is not fit to serve; whoever serves now goes on.</exception>
    /// <exception cref="ListenException">The socket's path cannot be used.</exception>
    public static async Task<QuoteHelper> Start(
        QuoteHelperOptions options, NodePlatform platform, CancellationToken cancellation)
    {
        var helper = new QuoteHelper(options, platform, TimeProvider.System);
        try
        {
            await helper.Start(cancellation);
            return helper;
        }
        catch
        {
            await helper.DisposeAsync();
            throw;
        }
    }

    /// <summary>Serves until cancelled; then answers what it has accepted, and returns.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        var front = _front ?? throw new InvalidOperationException("not started");
        var quoting = _quotes.Run();
        var probing = _probe.Run(cancellation);
        var keeping = _allocations?.Run(cancellation) ?? Task.CompletedTask;
        var holding = _shared!.Run(_probe.Prove, () => _allocations?.Wake(), cancellation);
        var answering = _http?.Run(cancellation) ?? Task.CompletedTask;
        await using var stop = cancellation.Register(front.Stop);
        await Task.Factory.StartNew(
            front.Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _quotes.Complete();

        // A platform that hangs has kept its callers waiting long enough; it does not keep the process.
        _ = await Task.WhenAny(
            Task.WhenAll(quoting, probing, keeping, holding, answering),
            Task.Delay(_options.Front.DrainTimeout, CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        if (_http is not null)
            await _http.DisposeAsync();
        _front?.Dispose();
        _allocations?.Dispose();
        _logs.Dispose();
        _lines.Dispose();
    }

    private async Task Start(CancellationToken cancellation)
    {
        if (_options.Health.Http is { } address)
        {
            _metrics = new(_platform.Name, _readiness, _quotes);
            _metrics.Watch(_lines);
            _http = new(
                address, new(_readiness, new ThreadPoolLiveness(), _metrics.Registry),
                _logs.CreateLogger<HealthServer>());
            _ = await _http.TryBind(cancellation);
        }

        _readiness.Hold("the sockets are not open yet");
        var predecessor = await Predecessor.Find(_options.SocketPath, cancellation);
        await _probe.Prove(cancellation);
        GiveBackMemory();
        _front = Front(await _platform.Quoting.GetAttestationKeyIds(cancellation));
        TakeSockets(_front);
        if (predecessor is { Version: var version })
            Log.TookOver(_log, version, Identify.Version);
    }

    // The shared one first: whoever holds it holds the others.
    private void TakeSockets(SocketFront front)
    {
        if (_options.Allocations is { } allocations)
            _allocations = new(allocations, front, _logs.CreateLogger<AllocationKeeper>());
        _allocations?.Read();
        _shared = new(_options.SocketPath, front, _readiness, _logs.CreateLogger<SharedSocket>());
        _shared.Open();
        _allocations?.Open(_shared);
    }

    // Start and proof needed more than serving will.
    private static void GiveBackMemory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        ProgramPages.GiveBack();
    }

    private SocketFront Front(IReadOnlyList<AttestationKeyId> keys)
    {
        var service = new AesmService(
            (SteadyPlatform)_platform.Quoting, keys,
            new(_platform.Name, _readiness), _logs.CreateLogger<AesmService>());
        var gate = new CallerGate(_options.Callers, TimeProvider.System);
        var desk = new QuoteDesk(gate, _quotes, new(_options.IsAudited ? _lines : null, _metrics, TimeProvider.System));
        return new(service, desk, _options.Front, _logs.CreateLogger<SocketFront>());
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information, Message = "took over from version {Predecessor}; this is version {Version}")]
        public static partial void TookOver(ILogger logger, string predecessor, string version);
    }
}
