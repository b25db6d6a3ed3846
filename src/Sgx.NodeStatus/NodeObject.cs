using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Sgx.NodeStatus;

/// <summary>The Node object of this node; every call has ten seconds.</summary>
internal sealed class NodeObject(IKubernetes cluster, NodeStatusOptions options, TimeProvider clock)
{
    private const string Component = "sgx-node-status";

    // Where Events of objects without a namespace go.
    private const string EventNamespace = "default";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    // Below the chart's minReadySeconds: a pod that is there by then has cleaned.
    private static readonly TimeSpan CleaningDeadline = TimeSpan.FromSeconds(20);

    /// <summary>Sets the condition, if one is to be told.</summary>
    public Task Tell(QuotingState state, DateTimeOffset since, CancellationToken cancellation) =>
        options.Condition is { } type
            ? PatchStatus(NodePatches.Condition(type, state, clock.GetUtcNow(), since), cancellation)
            : Task.CompletedTask;

    /// <summary>What the condition says so far, and since when; null where none is told, or it says neither.</summary>
    public async Task<(QuotingState State, DateTimeOffset Since)?> Told(CancellationToken cancellation)
    {
        if (options.Condition is not { } type)
            return null;
        V1Node? node = null;
        await InTime(
            async deadline => node = await cluster.CoreV1.PatchNodeStatusAsync(
                NodePatches.Nothing, options.Node, cancellationToken: deadline),
            cancellation);
        var told = node?.Status?.Conditions?.FirstOrDefault(condition => condition.Type == type);
        return told is { Status: "True" or "False", LastTransitionTime: { } since }
            ? (new(told.Status == "True", told.Reason ?? "", told.Message ?? ""), since)
            : null;
    }

    /// <summary>Leaves an Event that the state is another one now.</summary>
    public Task Announce(QuotingState state, CancellationToken cancellation)
    {
        if (!options.Events)
            return Task.CompletedTask;
        var now = clock.GetUtcNow().UtcDateTime;
        return InTime(
            deadline => cluster.CoreV1.CreateNamespacedEventAsync(new()
            {
                Metadata = new() { GenerateName = $"{options.Node}.", NamespaceProperty = EventNamespace },
                InvolvedObject = new() { Kind = "Node", Name = options.Node, Uid = options.Node },
                Type = state.IsReady ? "Normal" : "Warning",
                Reason = state.IsReady ? "SgxQuotingReady" : "SgxQuotingNotReady",
                Message = state.Message,
                FirstTimestamp = now,
                LastTimestamp = now,
                Count = 1,
                Source = new() { Component = Component, Host = options.Node },
                ReportingComponent = Component,
                ReportingInstance = options.Node,
            }, EventNamespace, cancellationToken: deadline),
            cancellation);
    }

    /// <summary>Takes the taint away, if there is one.</summary>
    public async Task Admit(CancellationToken cancellation)
    {
        if (options.Taint is not { } taint)
            return;
        await InTime(async deadline =>
        {
            var node = await cluster.CoreV1.ReadNodeAsync(options.Node, cancellationToken: deadline);
            if (NodePatches.NoTaint(node, taint) is { } patch)
                _ = await cluster.CoreV1.PatchNodeAsync(patch, options.Node, cancellationToken: deadline);
        }, cancellation);
    }

    /// <summary>Gives the node extended resources.</summary>
    public Task GiveCapacity(IReadOnlyDictionary<string, long> resources, CancellationToken cancellation) =>
        resources.Count == 0 ? Task.CompletedTask : PatchStatus(NodePatches.Capacity(resources), cancellation);

    /// <summary>Takes extended resources away, those that are there.</summary>
    public async Task TakeCapacity(IEnumerable<string> resources, CancellationToken cancellation)
    {
        foreach (var resource in resources)
            await IfThere(() => PatchStatus(NodePatches.NoCapacity([resource]), cancellation));
    }

    /// <summary>
    /// Takes away all that this program may have left on the node: condition, resources and taint; within 20 seconds.
    /// </summary>
    public Task Clean(CancellationToken cancellation) => InTime(CleanAll, CleaningDeadline, cancellation);

    private async Task CleanAll(CancellationToken cancellation)
    {
        if (options.Condition is { } type)
            await PatchStatus(NodePatches.NoCondition(type), cancellation);
        await TakeCapacity(options.Capacity.Keys, cancellation);
        await Admit(cancellation);
    }

    private Task PatchStatus(V1Patch patch, CancellationToken cancellation) => InTime(
        deadline => cluster.CoreV1.PatchNodeStatusAsync(patch, options.Node, cancellationToken: deadline),
        cancellation);

    // Removing what is not there is refused as 422, and is what was wanted.
    private static async Task IfThere(Func<Task> remove)
    {
        try
        {
            await remove();
        }
        catch (HttpOperationException e) when (e.Response.StatusCode is HttpStatusCode.UnprocessableEntity)
        {
            // Gone already.
        }
    }

    private static Task InTime(Func<CancellationToken, Task> call, CancellationToken cancellation) =>
        InTime(call, Deadline, cancellation);

    private static async Task InTime(
        Func<CancellationToken, Task> call, TimeSpan time, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(time);
        try
        {
            await call(deadline.Token);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"the API server did not answer within {time.TotalSeconds:0} s", e);
        }
    }
}
