using Microsoft.Extensions.Logging;
using Sgx.Agent.Callers;
using Sgx.Agent.Front;
using Sgx.Agent.Protocols;
using Sgx.Agent.Sockets;

namespace Sgx.Agent.Allocations;

/// <summary>
/// Serves every allocation that is in the journal at a socket of its own, and learns whose it is.
/// </summary>
/// <remarks>
/// Whoever holds the shared socket holds those of the allocations: a successor takes all of them over, and its
/// predecessor opens none any more. Everything happens in one loop, so nothing here is locked.
/// </remarks>
internal sealed partial class AllocationKeeper : IDisposable
{
    private readonly AllocationOptions _options;
    private readonly ILogger _log;
    private readonly AllocationJournal _journal;
    private readonly AllocationLedger _ledger;
    private readonly AllocationSockets _sockets;
    private readonly PodLookUp _lookUp;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly UnreadableEntries _unreadable = new();
    private readonly NamingTrouble _naming;
    private readonly HashSet<AllocationToken> _unremovable = [];
    private SharedSocket? _shared;
    private string? _trouble;

    public AllocationKeeper(
        AllocationOptions options, SocketFront front, IProtocol protocol, ILogger<AllocationKeeper> log)
    {
        _options = options;
        _log = log;
        _journal = new(options.Journal);
        _ledger = new(NewOwner, new(Free: options.SweepInterval, options.AdmissionTime));
        _sockets = new(options.Folders, front, protocol, log);
        _lookUp = new(options, Wake);
        _naming = new(options.SweepInterval, log);
    }

    /// <summary>Finds out what there is to serve; nobody notices yet.</summary>
    /// <exception cref="IOException">Journal or folders cannot be used.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not use them.</exception>
    public void Read()
    {
        _journal.Prepare();
        _sockets.Prepare();
        ReadNew();
    }

    /// <summary>Opens all sockets, in place of those that a predecessor or a reboot has left.</summary>
    /// <param name="shared">The well-known socket, which this instance holds.</param>
    public void Open(SharedSocket shared)
    {
        _shared = shared;
        OpenSockets();
        Log.Opened(_log, _ledger.Entries.Count);
    }

    /// <summary>Looks after journal, sockets and names, until cancelled or a bug ends it.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        using var watcher = Watch();
        while (true)
        {
            await TurnOrTell(cancellation);
            _ = await _wake.WaitAsync(_lookUp.Pause(_ledger), cancellation);
        }
    }

    public void Dispose()
    {
        _lookUp.Dispose();
        _wake.Dispose();
    }

    private async Task TurnOrTell(CancellationToken cancellation)
    {
        try
        {
            await Turn(cancellation);
            _trouble = null;
        }
        catch (Exception e) when (IsOfFiles(e))
        {
            var trouble = AllocationToken.HideAnyIn(e.Message);
            if (_trouble != trouble)
                Log.Troubled(_log, trouble);
            _trouble = trouble;
        }
    }

    private static bool IsOfFiles(Exception e) => e is IOException or UnauthorizedAccessException;

    private async Task Turn(CancellationToken cancellation)
    {
        var answer = _lookUp.Take();
        ReadNew();
        if (_shared is not { IsHeld: true })
            return;
        OpenSockets();
        if (answer is not null)
            Learn(answer);
        await RemoveWhatIsOver(cancellation);
        _lookUp.BeginIfDue(_ledger, cancellation);
    }

    // Whoever cannot be read now may be the one that has an older one's units by now. A listing that comes meanwhile
    // would give the older one its name, and names only those that are certainly newer. What is no entry at all keeps
    // nobody from a name.
    private void ReadNew()
    {
        var tokens = _journal.Tokens();
        var found = tokens.Where(token => !_ledger.Knows(token)).Select(ReadOrTell).OfType<Allocation>();
        _ledger.Add(found.ToList(), PodLookUp.Now);
        _unreadable.Listed(tokens, _ledger.Added);
    }

    // This service is a pod itself: a kubelet that lists none has just started, and does not know yet.
    private void Learn(LookUpAnswer answer)
    {
        var use = answer.Listing switch
        {
            null => ListingUse.Silent,
            { Pods: 0 } => ListingUse.Empty,
            var listing => _ledger.Learn(listing, answer.Known, answer.Asked, _unreadable.NewerThan),
        };
        _naming.Take(use, WhyNot(use, answer), answer.IsWanted, PodLookUp.Now);
    }

    private string WhyNot(ListingUse use, LookUpAnswer answer) => use switch
    {
        ListingUse.Silent =>
            $"the kubelet does not tell at {_options.PodResources} which pod has what: {answer.Silence}",
        ListingUse.Withheld => "an entry of the journal cannot be read, and those from before it may have lost their "
            + $"units to it: {_unreadable.Why}",
        _ => $"the kubelet at {_options.PodResources} lists {answer.Listing?.Pods} pods, and none of them with the "
            + $"units of one of {answer.Known} allocations",
    };

    private Allocation? ReadOrTell(AllocationToken token)
    {
        try
        {
            var allocation = _journal.Read(token);
            _unreadable.Remove(token);
            return allocation;
        }
        catch (InvalidDataException e)
        {
            if (_unreadable.Add(token, e))
                Log.Unreadable(_log, e.Message);
            return null;
        }
    }

    private void OpenSockets()
    {
        foreach (var entry in _ledger.Entries)
            _sockets.Ensure(entry.Allocation.Token, entry.Callers);
    }

    // Folder before entry: what is interrupted is begun again at the next start.
    private async Task RemoveWhatIsOver(CancellationToken cancellation)
    {
        foreach (var entry in _ledger.Entries.Where(entry => entry.IsOver).ToList())
        {
            if (await TryRemove(entry.Allocation.Token, cancellation))
            {
                Log.Removed(_log, entry.Owner, entry.Container);
                _ledger.Remove(entry);
            }
        }
    }

    private async Task<bool> TryRemove(AllocationToken token, CancellationToken cancellation)
    {
        try
        {
            if (!await _sockets.TryRemove(token, cancellation))
                return false;
            _journal.Remove(token);
            return true;
        }
        catch (Exception e) when (IsOfFiles(e))
        {
            if (_unremovable.Add(token))
                Log.Unremovable(_log, token.HideIn(e.Message));
            return false;
        }
    }

    private AllocationOwner NewOwner(AllocationToken token)
    {
        var owner = new AllocationOwner(token, _lookUp.Want);
        if (!_lookUp.IsPossible)
            owner.Forget();
        return owner;
    }

    // Where the system gives no watch, looking every second is enough for the device plugin's patience.
    private FileSystemWatcher? Watch()
    {
        try
        {
            var watcher = new FileSystemWatcher(_journal.Folder) { NotifyFilter = NotifyFilters.FileName };
            watcher.Created += (_, _) => Wake();
            watcher.Renamed += (_, _) => Wake();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            Log.NotWatched(_log, _journal.Folder, e.Message);
            return null;
        }
    }

    /// <summary>Has it look at once; from any thread.</summary>
    public void Wake()
    {
        try
        {
            if (_wake.CurrentCount == 0)
                _ = _wake.Release();
        }
        catch (ObjectDisposedException)
        {
            // A caller that is still served asks when nobody looks names up any more.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "serving {Count} allocations")]
        public static partial void Opened(ILogger logger, int count);

        [LoggerMessage(
            Level = LogLevel.Information, Message = "removed {Allocation}, whose container is gone: {Container}")]
        public static partial void Removed(ILogger logger, AllocationOwner allocation, ContainerName? container);

        [LoggerMessage(Level = LogLevel.Error, Message = "not served, since its entry cannot be read: {Why}")]
        public static partial void Unreadable(ILogger logger, string why);

        [LoggerMessage(Level = LogLevel.Error, Message = "allocations cannot be looked after: {Why}")]
        public static partial void Troubled(ILogger logger, string why);

        [LoggerMessage(Level = LogLevel.Error, Message = "an allocation that is over cannot be removed: {Why}")]
        public static partial void Unremovable(ILogger logger, string why);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Folder} is only looked at now and then: {Why}")]
        public static partial void NotWatched(ILogger logger, string folder, string why);
    }
}
