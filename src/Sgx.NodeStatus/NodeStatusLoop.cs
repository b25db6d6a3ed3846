using k8s.Autorest;
using Sgx.Aesm;

namespace Sgx.NodeStatus;

/// <summary>Asks the service again and again, and tells the cluster what has changed.</summary>
internal sealed class NodeStatusLoop(NodeObject node, AesmClient service, NodeStatusOptions options, TimeProvider clock)
{
    // A condition that nobody renews looks like one of a program that is gone.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMinutes(1);

    private readonly ExtendedResources _resources = new(node, options);
    private QuotingState? _told;
    private DateTimeOffset _since, _toldAt;
    private DateTimeOffset? _givenAt, _admittedAt;
    private bool? _announced;
    private bool _isResumed;

    /// <summary>Until cancelled. A cluster that does not answer is told about, and tried again.</summary>
    public async Task Run(TextWriter log, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await Turn(log, cancellation);
                await Task.Delay(options.Interval, clock, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop; what the cluster knows stays true for a minute, and is then seen to be old.
        }
    }

    /// <summary>One look at the service. What the cluster refuses is logged, and keeps nothing else back.</summary>
    public async Task Turn(TextWriter log, CancellationToken cancellation)
    {
        var state = await QuotingState.Ask(service, options.RequiresOwn, cancellation);
        await TryOrLog(log, "condition", () => Tell(state, cancellation));
        await TryOrLog(log, "resources", () => GiveCapacity(log, cancellation));
        await TryOrLog(log, "taint", () => Admit(state, cancellation));
        await TryOrLog(log, "event", () => Announce(state, cancellation));
    }

    private async Task Tell(QuotingState state, CancellationToken cancellation)
    {
        await Resume(cancellation);
        var now = clock.GetUtcNow();
        var isTransition = _told?.IsReady != state.IsReady;
        if (!isTransition && _told?.Reason == state.Reason && now - _toldAt < Heartbeat)
            return;
        var since = isTransition ? now : _since;
        await node.Tell(state, since, cancellation);
        (_told, _since, _toldAt) = (state, since, now);
    }

    // The node is what it was when this program starts anew: what the condition says already is no transition.
    private async Task Resume(CancellationToken cancellation)
    {
        if (_isResumed)
            return;
        if (await node.Told(cancellation) is var (state, since))
        {
            (_told, _since) = (state, since);
            _announced ??= state.IsReady;
        }

        _isResumed = true;
    }

    // Again and again: a kubelet that starts anew may take it away, and a driver may be loaded late.
    private async Task GiveCapacity(TextWriter log, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (now - _givenAt < Heartbeat)
            return;
        await _resources.Give(log, cancellation);
        _givenAt = now;
    }

    // Again and again, too: a Node that was deleted and came back has its taint again.
    private async Task Admit(QuotingState state, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (!state.IsReady || now - _admittedAt < Heartbeat)
            return;
        await node.Admit(cancellation);
        _admittedAt = now;
    }

    private async Task Announce(QuotingState state, CancellationToken cancellation)
    {
        if (_announced == state.IsReady)
            return;
        await node.Announce(state, cancellation);
        _announced = state.IsReady;
    }

    private async Task TryOrLog(TextWriter log, string what, Func<Task> tell)
    {
        try
        {
            await tell();
        }
        catch (Exception e) when (e is HttpOperationException or HttpRequestException or TimeoutException)
        {
            var body = (e as HttpOperationException)?.Response.Content;
            var why = $"{e.Message} {body}".TrimEnd();
            await log.WriteLineAsync(
                $"sgx-node-status: node {options.Node}: the {what} could not be told: {why}");
        }
    }
}
