using Sgx.Agent.Audit;
using Sgx.Agent.Callers;
using Sgx.Agent.Line;
using Sgx.Agent.Linux;
using Sgx.Agent.Protocols;

namespace Sgx.Agent.Front;

/// <summary>A client's connection: one request in, one reply out, close. Belongs to the front's thread.</summary>
internal sealed class Connection : IDisposable
{
    private static uint _lastTag;

    private readonly long _opened = Environment.TickCount64;
    private Caller? _caller;

    public Connection(StreamSocket socket, ConnectionGroup group)
    {
        Socket = socket;
        Group = group;
        Node = new(this);
    }

    public StreamSocket Socket { get; }

    /// <summary>Tells it from others that had its descriptor before.</summary>
    public uint Tag { get; } = Interlocked.Increment(ref _lastTag);

    /// <summary>Those that came through the same listening socket.</summary>
    public ConnectionGroup Group { get; }

    /// <summary>Who connected; the system is asked once, when it matters.</summary>
    public Caller Caller => _caller ??= CallerGate.Identify(Socket, Group.Callers);

    /// <summary>Its place among the connections that wait for the same thing.</summary>
    public LinkedListNode<Connection> Node { get; }

    /// <summary>When its present phase ends, in <see cref="Environment.TickCount64"/> milliseconds.</summary>
    public long Deadline { get; set; }

    /// <summary>How long it has been open.</summary>
    public TimeSpan Age => TimeSpan.FromMilliseconds(Environment.TickCount64 - _opened);

    /// <summary>What epoll awaits on it; null while epoll does not know it.</summary>
    public EpollEvents? Awaited { get; set; }

    /// <summary>What has arrived so far of a request that came in pieces.</summary>
    public PartialFrame Partial { get; } = new();

    /// <summary>The call that is being answered elsewhere.</summary>
    public PendingCall? Pending { get; set; }

    /// <summary>The quote that was asked for, until its outcome has been told.</summary>
    public QuoteAsked? Asked { get; set; }

    /// <summary>What is still to be sent of the reply.</summary>
    public ResponseFrame Unsent { get; set; }

    /// <summary>The status in the reply.</summary>
    public CallStatus Status { get; set; }

    /// <summary>Whether all of the reply has been sent, and is not known to have been read.</summary>
    public bool IsReplied { get; set; }

    /// <summary>Its place among all connections; null for one that has not had to wait yet.</summary>
    public Share<Connection>? Place { get; set; }

    /// <summary>What counts of the memory that it takes here; null while that is little.</summary>
    public Share<Connection>? Buffered { get; set; }

    /// <summary>What counts of the system's memory, for a quote that may not be read.</summary>
    public Share<Connection>? Unread { get; set; }

    /// <summary>What counts of it for a small reply that has not been read.</summary>
    public Share<Connection>? SmallUnread { get; set; }

    /// <summary>Whether it is closed.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Whether nothing more is to be done for its client.</summary>
    public bool IsOver => IsClosed || IsReplied;

    public void Dispose()
    {
        IsClosed = true;
        Socket.Dispose();
        Partial.Dispose();
    }
}
