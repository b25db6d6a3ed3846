using Sgx.Agent.Callers;
using Sgx.Agent.Linux;
using Sgx.Agent.Protocols.Aesm;

namespace Sgx.Agent.Front;

/// <summary>A client's connection: one request in, one response out, close. Belongs to the front's thread.</summary>
internal sealed class Connection : IDisposable
{
    private static uint _lastTag;

    private readonly long _opened = Environment.TickCount64;
    private volatile bool _isClosed;

    public Connection(StreamSocket socket, CallerClass callers)
    {
        Socket = socket;
        Callers = callers;
        Node = new(this);
        HoardingNode = new(this);
    }

    public StreamSocket Socket { get; }

    /// <summary>Tells it from others that had its descriptor before.</summary>
    public uint Tag { get; } = Interlocked.Increment(ref _lastTag);

    /// <summary>Those of the listener that it came through.</summary>
    public CallerClass Callers { get; }

    /// <summary>Its place among the connections that wait for the same thing.</summary>
    public LinkedListNode<Connection> Node { get; }

    /// <summary>Its place among those that take much memory, if it does.</summary>
    public LinkedListNode<Connection> HoardingNode { get; }

    /// <summary>When its present phase ends, in <see cref="Environment.TickCount64"/> milliseconds.</summary>
    public long Deadline { get; set; }

    /// <summary>How long it has been open.</summary>
    public TimeSpan Age => TimeSpan.FromMilliseconds(Environment.TickCount64 - _opened);

    /// <summary>What epoll awaits on it; null while epoll does not know it.</summary>
    public EpollEvents? Awaited { get; set; }

    /// <summary>What has arrived so far of a request that came in pieces.</summary>
    public PartialFrame Partial { get; } = new();

    /// <summary>The call that is being answered elsewhere.</summary>
    public AesmCall? Call { get; set; }

    /// <summary>What is still to be sent of the response.</summary>
    public ResponseFrame Unsent { get; set; }

    /// <summary>Bytes of a response that its reader does not take at once, sent ones and zeros too.</summary>
    public int UnsentCapacity { get; set; }

    /// <summary>Bytes that count as hoarded by it, beyond what is everybody's.</summary>
    public int Hoarded { get; set; }

    /// <summary>Whether nobody waits for the answer any more; may be asked by any thread.</summary>
    public bool IsClosed => _isClosed;

    public void Dispose()
    {
        _isClosed = true;
        Socket.Dispose();
        Partial.Dispose();
    }
}
