using Prometheus;
using Sgx.Agent.Callers;
using Sgx.Agent.Health;
using Sgx.Agent.Line;
using Sgx.Agent.Protocols;
using Sgx.Agent.Protocols.Aesm.Operations;
using Sgx.Output;
using Counter = Prometheus.Counter;

namespace Sgx.Agent.Metrics;

/// <summary>What <c>/metrics</c> tells of quoting; times in seconds.</summary>
/// <remarks>
/// A container's series end a quarter of an hour after its last quote, so that their number is bounded by those who
/// quote, however many come and go.
/// </remarks>
internal sealed class QuoteMetrics
{
    private const string Unknown = "unknown";

    // 0.1 ms to 26 s, four times more each: clients give up after 15.
    private static readonly double[] Buckets = Histogram.ExponentialBuckets(0.0001, 4, 10);
    private static readonly TimeSpan CallersKept = TimeSpan.FromMinutes(15);

    private readonly Counter _requests;
    private readonly Histogram _durations;
    private readonly IManagedLifetimeMetricHandle<ICounter> _callers;

    /// <param name="platform">The name of the platform that makes the quotes.</param>
    /// <param name="readiness">Whether the node can quote.</param>
    /// <param name="queue">Who waits.</param>
    public QuoteMetrics(string platform, Readiness readiness, QuoteQueue queue)
    {
        var metrics = Prometheus.Metrics.WithCustomRegistry(Registry);
        _requests = metrics.CreateCounter(
            "sgx_quote_requests_total",
            "Quotes asked for, by the status that the client was told, or why it was told none.", "status");
        _durations = metrics.CreateHistogram(
            "sgx_quote_request_duration_seconds", "From the request for a quote to its answer, waiting included.",
            new HistogramConfiguration { Buckets = Buckets });
        _callers = metrics.WithManagedLifetime(CallersKept).CreateCounter(
            "sgx_quote_client_requests_total", "Quotes asked for through allocations, by container.",
            ["namespace", "pod", "container", "status"]);
        metrics.CreateGauge("sgx_quote_helper_build_info", "1; the labels tell what serves.", "version", "platform")
            .WithLabels(Identify.Version, platform).Set(1);
        var ready = metrics.CreateGauge("sgx_quote_ready", "Whether this node can quote.");
        var age = metrics.CreateGauge("sgx_quote_last_success_age_seconds", "Since the last quote; -1 without one.");
        var depth = metrics.CreateGauge("sgx_quote_queue_depth", "Quotes that wait.");
        Registry.AddBeforeCollectCallback(() =>
        {
            var now = readiness.Now();
            ready.Set(now.IsReady ? 1 : 0);
            age.Set(now.SinceQuote?.TotalSeconds ?? -1);
            depth.Set(queue.Count);
        });
    }

    public CollectorRegistry Registry { get; } = Prometheus.Metrics.NewCustomRegistry();

    /// <summary>Tells how many lines of log and audit were dropped.</summary>
    public void Watch(LineWriter lines)
    {
        var lost = Prometheus.Metrics.WithCustomRegistry(Registry).CreateCounter(
            "sgx_quote_helper_lost_lines_total", "Lines of log and audit dropped, since nobody took them from stderr.");
        Registry.AddBeforeCollectCallback(() => lost.IncTo(lines.Lost));
    }

    /// <summary>The outcome of a quote is known.</summary>
    public void Count(Caller caller, Outcome outcome, TimeSpan took)
    {
        var told = outcome.Name;
        _requests.WithLabels(told).Inc();
        _durations.Observe(took.TotalSeconds);
        if (caller.Owner is not { } owner)
            return;
        string[] labels = owner.Container is { } container
            ? [container.Namespace, container.Pod, container.Container, told]
            : [Unknown, Unknown, Unknown, told];
        _callers.WithLease(counter => counter.Inc(), labels);
    }
}
