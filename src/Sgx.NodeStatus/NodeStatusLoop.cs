using k8s.Autorest;
using Sgx.Aesm;

namespace Sgx.NodeStatus;

/// <summary>Asks the service again and again, and tells the cluster what has changed.</summary>
internal sealed class NodeStatusLoop(NodeObject node, AesmClient service, NodeStatusOptions options, TimeProvider clock)
{
    // A condition that nobody renews looks like one of a program that is gone.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMinutes(1);

    private QuotingState? _told;
    private DateTimeOffset _since, _toldAt;
    private bool _isAdmitted;

    /// <summary>Until cancelled. A cluster that does not answer is told about, and tried again.</summary>
    public async Task Run(TextWriter log, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await TurnOrTell(log, cancellation);
                await Task.Delay(options.Interval, clock, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop; what the cluster knows stays true for a minute, and is then seen to be old.
        }
    }

    /// <summary>One look at the service.</summary>
    public async Task Turn(CancellationToken cancellation)
    {
        var state = await QuotingState.Ask(service, cancellation);
        await Tell(state, cancellation);
        if (state.IsReady && !_isAdmitted)
        {
            await node.Admit(cancellation);
            _isAdmitted = true;
        }
    }

    private async Task Tell(QuotingState state, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var isTransition = _told?.IsReady != state.IsReady;
        if (!isTransition && _told?.Reason == state.Reason && now - _toldAt < Heartbeat)
            return;
        var since = isTransition ? now : _since;
        await node.Tell(state, since, cancellation);
        await node.GiveCapacity(cancellation);   // again and again: a kubelet that starts anew may take it away
        if (isTransition)
            await node.Announce(state, cancellation);
        (_told, _since, _toldAt) = (state, since, now);
    }

    private async Task TurnOrTell(TextWriter log, CancellationToken cancellation)
    {
        try
        {
            await Turn(cancellation);
        }
        catch (Exception e) when (e is HttpOperationException or HttpRequestException or TimeoutException)
        {
            var body = (e as HttpOperationException)?.Response.Content;
            var why = $"{e.Message} {body}".TrimEnd();
            await log.WriteLineAsync($"sgx-node-status: node {options.Node} could not be told: {why}");
        }
    }
}
