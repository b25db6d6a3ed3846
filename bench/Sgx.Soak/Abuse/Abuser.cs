using Sgx.Soak.Linux;

namespace Sgx.Soak.Abuse;

/// <summary>One kind of abuse under way, by another user than the other clients where that is possible.</summary>
internal sealed class Abuser : IDisposable
{
    private const uint UserId = 20_001;
    private static readonly TimeSpan EndDeadline = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _end = new();
    private readonly Thread _thread;

    public Abuser(AbuseKind kind, Victim victim)
    {
        _thread = new(() =>
        {
            ThreadUser.BeNice();
            if (User is { } user)
                ThreadUser.Become(user(0));
            kind.Commit(victim, _end.Token);
        })
        { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Who abuses, for <see cref="Clients.Crowd"/>; null when only root could be somebody else.</summary>
    public static Func<int, uint>? User { get; } = ThreadUser.CanChange ? _ => UserId : null;

    /// <summary>Ends it, and its connections.</summary>
    /// <exception cref="SoakException">It hangs, since the agent keeps it waiting.</exception>
    public void Stop()
    {
        _end.Cancel();
        if (!_thread.Join(EndDeadline))
            throw new SoakException("an abuse does not end: the agent neither answers nor hangs up");
    }

    public void Dispose() => _end.Cancel();
}
