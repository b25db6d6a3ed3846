using Grpc.Core;
using Microsoft.Extensions.Logging;
using Sgx.Agent.DevicePlugin.Allocating;
using Sgx.Agent.DevicePlugin.Resources;

namespace Sgx.Agent.DevicePlugin.Registration;

/// <summary>Keeps one resource registered with the kubelet, whoever of the two starts again.</summary>
internal sealed partial class ResourceRegistration(
    PublishedResource resource, Allocator allocator, string folder, PluginTimes times, ILoggerFactory logs)
{
    private readonly KubeletSocket _kubelet = new(folder);
    private readonly ILogger _log = logs.CreateLogger<ResourceRegistration>();
    private volatile Watchers _watchers = new(TimeProvider.System);
    private volatile string _trouble = "not registered yet";

    /// <summary>Why the kubelet does not know the resource now; empty when it does.</summary>
    public string Trouble => _watchers.Away is null ? "" : $"{resource.Name}: {_trouble}";

    /// <summary>Registers, and again whenever it is needed, until cancelled.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        var pauses = new Pauses(times.LongestPause);
        while (true)
        {
            try
            {
                await RequireKubelet(cancellation);
                await ServeOnce(pauses, cancellation);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested
                && e is RpcException or IOException or UnauthorizedAccessException)
            {
                Tell(e is RpcException { Status.Detail: var detail } ? $"the kubelet did not register it: {detail}"
                    : e.Message);
                await Task.Delay(pauses.Next(), cancellation);
            }
        }
    }

    private async Task RequireKubelet(CancellationToken cancellation)
    {
        if (_kubelet.Identity is null)
            Tell($"there is no kubelet at {folder}");
        await FolderWatch.Until(folder, () => _kubelet.Identity is not null, times.FolderInterval, cancellation);
    }

    // Listens, registers, and returns when the registration is worth nothing any more.
    private async Task ServeOnce(Pauses pauses, CancellationToken cancellation)
    {
        var watchers = _watchers = new(TimeProvider.System);
        await using var socket = await PluginSocket.Open(
            folder, resource.Dialect, stopping => Service(watchers, stopping), cancellation);
        var kubelet = _kubelet.Identity;
        await _kubelet.Register(resource.Name, socket.Name, times.RegisterDeadline, cancellation);
        Log.Registered(_log, resource.Name, resource.Count, socket.Name);

        var registered = TimeProvider.System.GetTimestamp();
        await FolderWatch.Until(folder, () => WhyLost() is not null, times.FolderInterval, cancellation);
        var why = WhyLost() ?? "the kubelet changed";
        if (watchers.WereThere)
        {
            pauses.Reset();
            _trouble = "";
        }

        Tell(why);
        await Task.Delay(pauses.Next(), cancellation);

        string? WhyLost() => !socket.IsThere ? "the kubelet removed the plugin's socket, as when it starts"
            : _kubelet.Identity != kubelet ? "the kubelet's socket is another, or gone"
            : TimeProvider.System.GetElapsedTime(registered) <= times.UnwatchedGrace
                || (watchers.Away ?? TimeSpan.Zero) <= times.UnwatchedGrace ? null
            : watchers.WereThere ? "the kubelet does not watch it any more"
            : "the kubelet registered it and does not watch it (kubelets before 1.26 cannot talk to this plugin)";
    }

    private PluginService Service(Watchers watchers, CancellationToken stopping) =>
        new(resource, allocator, watchers, logs.CreateLogger<PluginService>(), stopping);

    // The same again and again is told once.
    private void Tell(string trouble)
    {
        if (_trouble != trouble)
            Log.NotRegistered(_log, resource.Name, trouble);
        _trouble = trouble;
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "{Resource}: registered with the kubelet, {Count} units at {Socket}")]
        public static partial void Registered(ILogger logger, string resource, int count, string socket);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Resource}: not registered, {Trouble}")]
        public static partial void NotRegistered(ILogger logger, string resource, string trouble);
    }
}
