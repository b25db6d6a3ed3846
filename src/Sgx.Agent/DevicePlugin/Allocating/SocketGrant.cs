using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Sgx.Agent.Allocations;
using Sgx.Agent.Kubelet;

namespace Sgx.Agent.DevicePlugin.Allocating;

/// <summary>
/// Gives an allocation a socket of its own: the plugin writes the allocation down, the service listens for it.
/// </summary>
/// <param name="journal">Where it is written down.</param>
/// <param name="folders">Where the service listens for it.</param>
/// <param name="service">The service's shared socket: a service that is not there is not waited for.</param>
/// <param name="patience">How long a service that is there may take to listen.</param>
/// <param name="log">Where it is told that nobody listens.</param>
internal sealed partial class SocketGrant(
    AllocationJournal journal, AllocationFolders folders, string service, TimeSpan patience, ILogger log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>The folder for the container's <c>/var/run/aesmd</c>, in which the service listens.</summary>
    /// <remarks>
    /// While nobody is at the shared socket, nobody is waited for either, since the kubelet admits one pod after the
    /// other. The folder is there alone, so that the container starts; the service makes the socket when it comes, and
    /// clients that try again are served from then on.
    /// </remarks>
    /// <exception cref="IOException">
    /// The allocation could not be written down, or its folder not be made; neither stays. The message may have the
    /// token.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public async Task<string> Give(string resource, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var token = AllocationToken.New();
        journal.Write(new(token, resource, ids, DateTimeOffset.UtcNow));
        try
        {
            if (await WhyUnserved(folders.SocketOf(token), cancellation) is { } why)
            {
                folders.Make(token);
                Log.NobodyServes(log, resource, why);
            }
        }
        catch
        {
            TakeBack(token);
            throw;
        }

        return folders.FolderOf(token);
    }

    // No container is given it. Folder before entry, as the service does it; what stays is the service's to remove,
    // like all others, once its units are allocated again.
    private void TakeBack(AllocationToken token)
    {
        try
        {
            folders.Remove(token);
            journal.Remove(token);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.IsLeft(log, token.HideIn(e.Message));
        }
    }

    // Null when the service listens.
    private async Task<string?> WhyUnserved(string socket, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(patience);
        try
        {
            while (await Trial(socket, deadline.Token) is not null)
            {
                // A service that takes over is at the shared socket all the time; one that starts is not, and opens
                // what it then finds in the journal.
                if (await Trial(service, deadline.Token) is { } refusal && IsNobody(refusal))
                    return $"the quoting service is not at {service}";
                await Task.Delay(Pause, deadline.Token);
            }

            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"within {patience.TotalSeconds} s the quoting service did not listen for the container";
        }
    }

    // No such file, which .NET tells by the first, or nobody behind it. Whoever is too busy to accept is there.
    private static bool IsNobody(SocketError error) =>
        error is SocketError.AddressNotAvailable or SocketError.ConnectionRefused;

    // Null when somebody listens.
    private static async Task<SocketError?> Trial(string socket, CancellationToken cancellation)
    {
        try
        {
            using var connected = await UnixChannel.Connect(socket, cancellation);
            return null;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "an allocation that was refused is left until its units are allocated again: {Why}")]
        public static partial void IsLeft(ILogger logger, string why);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "{Resource}: allocated, but {Why}; the container will be served once it does")]
        public static partial void NobodyServes(ILogger logger, string resource, string why);
    }
}
