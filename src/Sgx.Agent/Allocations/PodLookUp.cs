using Grpc.Core;

namespace Sgx.Agent.Allocations;

/// <summary>
/// When the kubelet is asked who has what: soon after somebody got something, soon after somebody wants to know, and
/// once in a while in any case; one question at a time, and a pause between them.
/// </summary>
/// <param name="options">The kubelet's socket and the times.</param>
/// <param name="wake">Wakes whoever calls <see cref="BeginIfDue"/> and <see cref="Take"/>.</param>
internal sealed class PodLookUp(AllocationOptions options, Action wake) : IDisposable
{
    private readonly PodResourcesClient? _client =
        options.PodResources is { } socket ? new(socket) : null;
    private TimeSpan _asked = Now - options.LookUpPause;
    private Task<LookUpAnswer>? _answer;
    private int _isWanted;

    /// <summary>By a clock that only goes forward.</summary>
    public static TimeSpan Now => TimeSpan.FromMilliseconds(Environment.TickCount64);

    /// <summary>Whether there is a kubelet to ask.</summary>
    public bool IsPossible => _client is not null;

    /// <summary>Somebody wants to know; from any thread, as often as it likes.</summary>
    public void Want()
    {
        if (Interlocked.Exchange(ref _isWanted, 1) == 0)
            wake();
    }

    /// <summary>How long until it may be time to: less where somebody has just got something.</summary>
    public TimeSpan Pause(AllocationLedger ledger) =>
        IsPossible && Now - ledger.LastUnnamed < options.PollInterval && options.FirstLookUp < options.PollInterval
            ? options.FirstLookUp
            : options.PollInterval;

    /// <summary>Asks, if it is time to.</summary>
    public void BeginIfDue(AllocationLedger ledger, CancellationToken cancellation)
    {
        if (_client is null || _answer is not null || ledger.Entries.Count == 0 || !IsDue(ledger))
            return;
        _asked = Now;
        _answer = Ask(_client, [.. ledger.Resources], new(null)
        {
            Known = ledger.Added, Asked = _asked, IsWanted = Interlocked.Exchange(ref _isWanted, 0) == 1,
        }, cancellation);
    }

    /// <summary>The answer, if one has come; before the journal is read.</summary>
    public LookUpAnswer? Take()
    {
        if (_answer is not { IsCompleted: true } answer)
            return null;
        _answer = null;
        return answer.GetAwaiter().GetResult();
    }

    public void Dispose() => _client?.Dispose();

    private bool IsDue(AllocationLedger ledger)
    {
        var since = Now - _asked;
        return (_isWanted == 1 && since >= options.LookUpPause)
            || since >= options.SweepInterval
            || IsSomebodyNew(ledger.LastUnnamed, since);
    }

    // A Job may ask for one quote in its life, and that is to bear its name. The kubelet lists it once its admission is
    // done, and an init container never: a moment after it was seen, at twice that age, and so on.
    private bool IsSomebodyNew(TimeSpan? seen, TimeSpan since)
    {
        var age = Now - seen;
        return age >= options.FirstLookUp && since >= age / 2;
    }

    private async Task<LookUpAnswer> Ask(
        PodResourcesClient client, IReadOnlyList<string> resources, LookUpAnswer none, CancellationToken cancellation)
    {
        try
        {
            return none with { Listing = new(await client.List(cancellation), resources) };
        }
        catch (RpcException e)
        {
            return none with { Silence = $"{e.Status.StatusCode}, {e.Status.Detail}" };
        }
        finally
        {
            wake();
        }
    }
}
