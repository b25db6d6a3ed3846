using Microsoft.Extensions.Logging;
using Sgx.Aesm;
using Sgx.Agent.Callers;
using Sgx.Agent.Front;
using Sgx.Agent.Health;
using Sgx.Agent.Protocols;

namespace Sgx.Agent.Sockets;

/// <summary>
/// The well-known socket: held from the start on, left to a successor, and taken back when that one is gone.
/// </summary>
/// <remarks>
/// A successor may leave before this instance does: an update is undone, or it crashes. Somebody else may take the
/// path or remove the file. Nobody who waits at the path would be told, so this instance asks at the path every second,
/// and is ready only if it is itself who answers.
/// </remarks>
/// <param name="path">The well-known path.</param>
/// <param name="instance">How this instance knows itself: <see cref="ServiceIdentity.Instance"/>.</param>
/// <param name="front">Serves who connects.</param>
/// <param name="protocol">What they speak.</param>
/// <param name="readiness">Held while nobody reaches this instance at the path.</param>
/// <param name="log">Tells who holds the path.</param>
internal sealed partial class SharedSocket(
    string path, string instance, SocketFront front, IProtocol protocol, Readiness readiness,
    ILogger<SharedSocket> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // A daemon that starts has a socket for a moment at which it does not listen yet; and a look that fails, since the
    // system is short of something, sees nobody where a successor serves.
    private const int LooksBeforeTaking = 3;

    // Under load, this instance may be late to answer itself.
    private const int SilencesBeforeHolding = 3;

    private readonly SelfCheck _self = new(path, instance);
    private ListeningSocket? _listener;
    private int _left, _silences;
    private string _told = "";

    /// <summary>Whether this instance holds the path, or nobody does.</summary>
    public bool IsHeld => Volatile.Read(ref _listener) is { IsSucceeded: false };

    /// <summary>Listens, in place of whoever was there.</summary>
    /// <exception cref="ListenException">The path cannot be used.</exception>
    public void Open()
    {
        var former = _listener;
        if (former is null && SocketFolder.Weakness(path) is { } weakness)
            Log.FolderIsOpen(log, path, weakness);
        var listener = ListeningSocket.Open(path, CallerClass.Shared, front.Closer);
        front.Add(listener, protocol);
        if (former is not null)
            front.Remove(former);
        Volatile.Write(ref _listener, listener);
        (_left, _silences, _told) = (0, 0, "");
        readiness.Release();
    }

    /// <summary>Looks after the path until cancelled.</summary>
    /// <param name="prove">Proves that this instance can quote, before it takes the path back.</param>
    /// <param name="taken">Called once it has.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task Run(Func<CancellationToken, Task> prove, Action taken, CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(Pause, cancellation);
            if (await IsFree(cancellation) && await TryTake(prove, cancellation))
                taken();
        }
    }

    private async Task<bool> IsFree(CancellationToken cancellation)
    {
        if (_listener is not { IsCurrent: true })
            return IsFree(await Look(cancellation));
        if (await _self.Answers())
            Reached();
        else
            NotReached();
        return false;
    }

    private void Reached()
    {
        (_left, _silences) = (0, 0);
        readiness.Release();
    }

    private void NotReached()
    {
        if (++_silences < SilencesBeforeHolding)
            return;
        readiness.Hold($"this service does not answer at {path}");
        if (IsNews("silent"))
            Log.NotAnswering(log, path);
    }

    private bool IsFree(SocketHolder holder)
    {
        switch (holder)
        {
            case SocketHolder.Ours { Identity.Version: var version }:
                _left = 0;
                readiness.Hold($"another instance, version {version}, serves at {path}");
                if (IsNews($"version {version}"))
                    Log.Succeeded(log, version, path);
                return false;
            case SocketHolder.Other { Name: var name }:
                _left = 0;
                readiness.Hold($"{name} serves at {path}");
                if (IsNews(name))
                    Log.Lost(log, name, path);
                return false;
            case SocketHolder.Nobody:
                readiness.Hold($"nobody serves at {path}");
                return ++_left >= LooksBeforeTaking;
            default:
                return false;
        }
    }

    private async Task<SocketHolder> Look(CancellationToken cancellation)
    {
        try
        {
            return await Predecessor.Look(path, cancellation);
        }
        catch (ListenException e)
        {
            return new SocketHolder.Other($"somebody of whom nothing is known ({e.Message})");
        }
    }

    private async Task<bool> TryTake(Func<CancellationToken, Task> prove, CancellationToken cancellation)
    {
        try
        {
            await prove(cancellation);
            if (await Look(cancellation) is not SocketHolder.Nobody)
                return false;   // who has come meanwhile is told of at the next look
            Open();
            Log.TakenBack(log, path);
            return true;
        }
        catch (Exception e) when (e is ProofFailedException or ListenException)
        {
            if (IsNews(e.Message))
                Log.NotTaken(log, path, e.Message);
            return false;
        }
    }

    private bool IsNews(string text)
    {
        var isNews = _told != text;
        _told = text;
        return isNews;
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "others can put a socket of their own at {Path}, and be taken for this service: {Why}")]
        public static partial void FolderIsOpen(ILogger logger, string path, string why);

        [LoggerMessage(Level = LogLevel.Information, Message = "version {Version} has taken over at {Path}")]
        public static partial void Succeeded(ILogger logger, string version, string path);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Who} has taken {Path}; nobody finds this service there")]
        public static partial void Lost(ILogger logger, string who, string path);

        [LoggerMessage(Level = LogLevel.Error, Message = "this service does not answer at its own path {Path}")]
        public static partial void NotAnswering(ILogger logger, string path);

        [LoggerMessage(Level = LogLevel.Warning, Message = "nobody served at {Path} any more; serving there again")]
        public static partial void TakenBack(ILogger logger, string path);

        [LoggerMessage(Level = LogLevel.Error, Message = "nobody serves at {Path}, and this service cannot: {Why}")]
        public static partial void NotTaken(ILogger logger, string path, string why);
    }
}
