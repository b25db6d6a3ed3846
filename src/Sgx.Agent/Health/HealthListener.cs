using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Sgx.Agent.Health;

/// <summary>Accepts the connections of the health port.</summary>
/// <remarks>
/// Kestrel's own listener tries again at once when a connection cannot be accepted. Without free descriptors that is a
/// loop that takes a whole processor; this one pauses.
/// </remarks>
internal sealed class HealthListener : IConnectionListenerFactory, IConnectionListener
{
    private const int Backlog = 512;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Socket _listener;
    // While all places are taken, each newcomer costs somebody its place. At this pace, everybody has had a tenth of a
    // second to ask.
    private static readonly TimeSpan PaceWhenFull = TimeSpan.FromMilliseconds(1);

    private readonly SocketConnectionContextFactory _contexts;
    private readonly Func<bool> _isFull;

    private HealthListener(Socket listener, Func<bool> isFull)
    {
        _listener = listener;
        _isFull = isFull;
        EndPoint = listener.LocalEndPoint!;
        _contexts = new(new() { IOQueueCount = 1 }, NullLogger.Instance);
    }

    public EndPoint EndPoint { get; }

    /// <summary>Binds and listens. Nobody is answered yet.</summary>
    /// <param name="address">Where.</param>
    /// <param name="isFull">Whether all places for connections are taken.</param>
    /// <exception cref="SocketException">The address is in use, or not one of this machine.</exception>
    public static HealthListener Bind(IPEndPoint address, Func<bool> isFull)
    {
        var listener = SocketTransportOptions.CreateDefaultBoundListenSocket(address);
        try
        {
            listener.Listen(Backlog);
            return new(listener, isFull);
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    /// <summary>The listener for Kestrel, which has nothing left to bind.</summary>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new(this);

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                if (_isFull())
                    await Task.Delay(PaceWhenFull, cancellationToken);
                return Use(await _listener.AcceptAsync(cancellationToken));
            }
            catch (SocketException e) when (e.SocketErrorCode is not SocketError.OperationAborted)
            {
                await Task.Delay(Pause, cancellationToken);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return null;   // unbound
            }
        }
    }

    // The peer may have left already, which setting an option tells.
    private ConnectionContext Use(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
            return _contexts.Create(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _listener.Dispose();
        return default;
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        _contexts.Dispose();
        return default;
    }
}
