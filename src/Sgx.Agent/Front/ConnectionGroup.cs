using Sgx.Agent.Callers;
using Sgx.Agent.Linux;
using Sgx.Agent.Protocols;

namespace Sgx.Agent.Front;

/// <summary>The connections that came through the listening sockets of one class of callers.</summary>
/// <remarks>
/// Those that have to wait are watched by a set of their own, so that each class has a turn however many connections
/// of another have something to say.
/// </remarks>
/// <param name="callers">Who connects there.</param>
/// <param name="protocol">What they speak.</param>
internal sealed class ConnectionGroup(CallerClass callers, IProtocol protocol) : IDisposable
{
    // Events of one turn: at the largest request each, they take about a millisecond.
    private const int Slice = 16;

    public CallerClass Callers { get; } = callers;

    public IProtocol Protocol { get; } = protocol;

    /// <summary>Those of its connections that wait for something.</summary>
    public Epoll Waiting { get; } = new(Slice);

    /// <summary>How many of its connections are open.</summary>
    public int Count { get; set; }

    /// <summary>Whether its last listening socket has been given up.</summary>
    public bool IsLeft { get; set; }

    public void Dispose() => Waiting.Dispose();
}
