using System.Collections.Concurrent;
using Sgx.Agent.Linux;
using Sgx.Agent.Protocols;

namespace Sgx.Agent.Front;

/// <summary>Replies on their way from the threads that made them to the front's.</summary>
/// <remarks>
/// Never longer than the connections that wait, since each has one call. The front is woken once for all the replies
/// that it finds.
/// </remarks>
internal sealed class AnswerBox : IDisposable
{
    private readonly ConcurrentQueue<Answered> _answers = new();
    private readonly Wakeup _wakeup = new();
    private int _isRung;

    /// <summary>Readable while there is something to take.</summary>
    public int Descriptor => _wakeup.Descriptor;

    /// <summary>From any thread.</summary>
    public void Put(Answered answer)
    {
        _answers.Enqueue(answer);
        Ring();
    }

    /// <summary>Wakes the front, unless it is about to wake anyhow.</summary>
    public void Ring()
    {
        if (Interlocked.Exchange(ref _isRung, 1) == 0)
            _wakeup.Ring();
    }

    /// <summary>Before taking: an answer that comes from now on rings again.</summary>
    public void Open()
    {
        _wakeup.Clear();
        _ = Interlocked.Exchange(ref _isRung, 0);
    }

    public bool TryTake(out Answered answer) => _answers.TryDequeue(out answer);

    public void Dispose() => _wakeup.Dispose();
}

/// <summary>A reply and whose it is.</summary>
internal readonly record struct Answered(Connection Connection, Reply Reply);
