using Microsoft.Extensions.Logging;
using Sgx.Agent.Callers;
using Sgx.Agent.Front;
using Sgx.Agent.Protocols;
using Sgx.Agent.Sockets;
using Sgx.Files;

namespace Sgx.Agent.Allocations;

/// <summary>The folders and listening sockets of allocations.</summary>
internal sealed partial class AllocationSockets(
    AllocationFolders folders, SocketFront front, IProtocol protocol, ILogger log)
{
    private static readonly TimeSpan RemoveDeadline = TimeSpan.FromSeconds(5);

    private readonly Dictionary<AllocationToken, ListeningSocket> _open = [];
    private readonly HashSet<AllocationToken> _troubled = [];

    /// <summary>Makes the folder of folders, or closes it to curious others where it is there already.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not make it.</exception>
    /// <remarks>Whoever made the folder so that others may write to it may have wanted it: they are warned.</remarks>
    public void Prepare()
    {
        try
        {
            folders.Prepare();
        }
        catch (UnauthorizedAccessException e) when (Directory.Exists(folders.Root))
        {
            Log.CannotClose(log, folders.Root, e.Message);
        }

        if (TrustedPath.Weakness(folders.Root) is { } weakness)
            Log.FolderIsOpen(log, folders.Root, weakness);
    }

    /// <summary>Listens for an allocation, unless its path leads here already. A failure is logged, once.</summary>
    public void Ensure(AllocationToken token, CallerClass callers)
    {
        if (_open.TryGetValue(token, out var open) && open.IsCurrent)
            return;
        try
        {
            folders.Make(token);
            Replace(token, ListeningSocket.Open(folders.SocketOf(token), callers, front.Closer));
            _ = _troubled.Remove(token);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ListenException)
        {
            if (_troubled.Add(token))
                Log.CannotServe(log, callers.Owner, token.HideIn(e.Message));
        }
    }

    /// <summary>Takes away listener and folder of an allocation, unless somebody is connected.</summary>
    /// <returns>Whether they are away.</returns>
    /// <exception cref="IOException">The folder cannot be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not remove it.</exception>
    public async Task<bool> TryRemove(AllocationToken token, CancellationToken cancellation)
    {
        if (_open.TryGetValue(token, out var open) && !await IsRemoved(open, cancellation))
            return false;
        _ = _open.Remove(token);
        _ = _troubled.Remove(token);
        folders.Remove(token);
        return true;
    }

    private void Replace(AllocationToken token, ListeningSocket listener)
    {
        front.Add(listener, protocol);
        if (_open.TryGetValue(token, out var former))
            front.Remove(former);
        _open[token] = listener;
    }

    private async Task<bool> IsRemoved(ListeningSocket listener, CancellationToken cancellation)
    {
        try
        {
            return await front.RemoveIdle(listener).WaitAsync(RemoveDeadline, cancellation);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "cannot serve {Allocation}: {Why}")]
        public static partial void CannotServe(ILogger logger, AllocationOwner? allocation, string why);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "others can put sockets of their own into {Folder}, and be taken for this service: {Why}")]
        public static partial void FolderIsOpen(ILogger logger, string folder, string why);

        [LoggerMessage(Level = LogLevel.Warning, Message = "others may list {Folder}: {Why}")]
        public static partial void CannotClose(ILogger logger, string folder, string why);
    }
}
