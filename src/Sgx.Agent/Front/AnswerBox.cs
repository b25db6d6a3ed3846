using System.Collections.Concurrent;

namespace Sgx.Agent.Front;

/// <summary>Answers on their way from the threads that made them to the front's.</summary>
/// <remarks>Never longer than the connections that wait, since each has one call.</remarks>
internal sealed class AnswerBox
{
    private readonly ConcurrentQueue<Answered> _answers = new();

    public void Put(Answered answer) => _answers.Enqueue(answer);

    public bool TryTake(out Answered answer) => _answers.TryDequeue(out answer);
}

/// <summary>A response frame and whose it is.</summary>
internal readonly record struct Answered(Connection Connection, byte[] Frame);
