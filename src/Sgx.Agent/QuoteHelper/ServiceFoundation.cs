using Microsoft.Extensions.Logging;
using Sgx.Agent.Health;
using Sgx.Agent.Line;
using Sgx.Agent.Metrics;
using Sgx.Agent.Platforms;
using Sgx.Output;

namespace Sgx.Agent.QuoteHelper;

/// <summary>
/// What a quoting service has from its first moment on, before it is known whether its platform can quote: logs,
/// platform, line, readiness, and the port where others ask for it.
/// </summary>
internal sealed class ServiceFoundation : IAsyncDisposable
{
    // Of a platform that answers at once, so many quotes take less than a millisecond: no thread is woken for them.
    private const int LeftInPlace = 4;

    private readonly HealthServer? _http;

    public ServiceFoundation(QuoteHelperOptions options, NodePlatform platform)
    {
        Options = options;
        Lines = new(options.Output, Output.Logs.Program);
        Logs = Output.Logs.Create(options.LogLevel, Lines, Clock);
        Readiness = new(options.Health.ReadyFor, Clock);
        Readiness.Hold("the sockets are not open yet");
        Quoting = new(platform.Quoting, Readiness);
        Platform = platform with { Quoting = Quoting };
        Queue = new(options.Queue with { LeftInPlace = platform.Quoting.AnswersAtOnce ? LeftInPlace : 0 });
        Workers = new(Queue, options.Queue.Workers, Logs.CreateLogger<QuoteWorkers>());
        Liveness = new(Workers);
        var proof = new QuoteProof(Platform, options.Health.ProofDeadline, Clock);
        Probe = new(proof, Readiness, options.Health.ProbeInterval, Logs.CreateLogger<QuoteProbe>());
        if (options.Health.Http is not { } address)
            return;
        Metrics = new(platform.Name, Readiness, Queue);
        Metrics.Watch(Lines);
        _http = new(address, new(Readiness, Liveness, Metrics.Registry), Logs.CreateLogger<HealthServer>());
    }

    public QuoteHelperOptions Options { get; }

    public TimeProvider Clock { get; } = TimeProvider.System;

    public ILoggerFactory Logs { get; }

    public NodePlatform Platform { get; }

    public SteadyPlatform Quoting { get; }

    public Readiness Readiness { get; }

    public ServiceLiveness Liveness { get; }

    public QuoteQueue Queue { get; }

    public QuoteWorkers Workers { get; }

    public QuoteProbe Probe { get; }

    /// <summary>Where the lines of log and audit go.</summary>
    public LineWriter Lines { get; }

    /// <summary>What is counted for <c>/metrics</c>; null where nobody can ask.</summary>
    public QuoteMetrics? Metrics { get; }

    /// <summary>The port for health and metrics; null where there is none.</summary>
    public HealthServer? Http => _http;

    public async ValueTask DisposeAsync()
    {
        if (_http is not null)
            await _http.DisposeAsync();
        Logs.Dispose();
        Lines.Dispose();
    }
}
