using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Sgx.Agent.Allocations;
using Sgx.Agent.Kubelet;

namespace Sgx.Agent.DevicePlugin.Allocating;

/// <summary>
/// Gives an allocation a socket of its own: the plugin writes the allocation down, the service listens for it.
/// </summary>
internal sealed partial class SocketGrant(
    AllocationJournal journal, AllocationFolders folders, TimeSpan patience, TimeProvider clock,
    ILogger<SocketGrant> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>The folder for the container's <c>/var/run/aesmd</c>, in which the service listens.</summary>
    /// <remarks>
    /// Without a service the folder is there alone, so that the container starts; the service makes the socket when it
    /// comes, and its clients try again until then.
    /// </remarks>
    /// <exception cref="IOException">The allocation could not be written down.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public async Task<string> Give(string resource, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var token = AllocationToken.New();
        journal.Write(new(token, resource, ids, clock.GetUtcNow()));
        if (!await IsServed(folders.SocketOf(token), cancellation))
        {
            folders.Make(token);
            Log.NobodyServes(log, resource, patience.TotalSeconds);
        }

        return folders.FolderOf(token);
    }

    private async Task<bool> IsServed(string socket, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(patience);
        try
        {
            while (!await CanConnect(socket, deadline.Token))
                await Task.Delay(Pause, deadline.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task<bool> CanConnect(string socket, CancellationToken cancellation)
    {
        try
        {
            using var connected = await UnixChannel.Connect(socket, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "{Resource}: allocated, but within {Seconds} s no quoting service listens for the container; "
                + "it will be served once the service is there")]
        public static partial void NobodyServes(ILogger logger, string resource, double seconds);
    }
}
