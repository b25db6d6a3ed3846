using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Sgx.Agent.Health;

/// <summary>The port of <see cref="HealthEndpoints"/>, within narrow limits, since anybody may connect to it.</summary>
/// <remarks>
/// Kestrel without a host: a host reads configuration from the working directory and from variables, which could open
/// further ports.
/// </remarks>
internal sealed partial class HealthServer(IPEndPoint address, HealthEndpoints endpoints, ILogger<HealthServer> log)
    : IAsyncDisposable
{
    /// <summary>Connections open at once.</summary>
    internal const int MaxConnections = 128;

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromMilliseconds(500);

    private readonly ConnectionBound<IPAddress, ConnectionContext> _connections = new(MaxConnections);
    private KestrelServer? _server;

    /// <summary>Listens and answers, unless somebody else listens at the address. Once it does, it is done.</summary>
    /// <returns>Whether it answers now.</returns>
    /// <exception cref="IOException">The address is not one of this machine, or not allowed.</exception>
    public async Task<bool> TryBind(CancellationToken cancellation)
    {
        if (_server is not null)
            return true;
        if (TryListen() is not { } listener)
            return false;
        try
        {
            var server = new KestrelServer(Options.Create(Limits()), listener, NullLoggerFactory.Instance);
            await server.StartAsync(endpoints, cancellation);
            _server = server;
            return true;
        }
        catch
        {
            await listener.DisposeAsync();
            throw;
        }
    }

    /// <summary>Answers until cancelled. While the address is in use, tries again every second.</summary>
    /// <exception cref="IOException">As for <see cref="TryBind"/>.</exception>
    public async Task Run(CancellationToken cancellation)
    {
        try
        {
            await BindInTheEnd(cancellation);
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Told to stop; a successor that waits for the address has it at once.
            await DisposeAsync();
        }
    }

    /// <summary>Frees the address. Peers that are still connected are cut off half a second later.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _server, null) is not { } server)
            return;
        using (var deadline = new CancellationTokenSource(StopDeadline))
            await server.StopAsync(deadline.Token);
        server.Dispose();
    }

    private async Task BindInTheEnd(CancellationToken cancellation)
    {
        if (await TryBind(cancellation))
            return;
        Log.InUse(log, address);
        do
            await Task.Delay(RetryPause, cancellation);
        while (!await TryBind(cancellation));
        Log.Bound(log, address);
    }

    private HealthListener? TryListen()
    {
        try
        {
            return HealthListener.Bind(address, () => _connections.Count >= MaxConnections);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            return null;
        }
        catch (SocketException e)
        {
            throw new IOException($"--http: cannot listen at {address}: {e.Message}", e);
        }
    }

    private KestrelServerOptions Limits()
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(5);
        options.Limits.MaxRequestBodySize = 0;
        options.Limits.MaxRequestLineSize = 2 * 1024;
        options.Limits.MaxRequestHeaderCount = 32;
        options.Limits.MaxRequestHeadersTotalSize = 8 * 1024;
        options.Limits.MaxRequestBufferSize = 16 * 1024;
        options.Listen(address, port =>
        {
            port.Protocols = HttpProtocols.Http1;
            _ = ((IConnectionBuilder)port).Use(next => connection => Serve(connection, next));
        });
        return options;
    }

    private async Task Serve(ConnectionContext connection, ConnectionDelegate next)
    {
        var remote = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        if (_connections.Add(remote, connection, out var evicted))
            evicted.Abort(new ConnectionAbortedException("gave way to a new connection"));
        try
        {
            await next(connection);
        }
        finally
        {
            _connections.Remove(connection);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "--http: {Address} is in use, by a predecessor or another program; trying until it is free")]
        public static partial void InUse(ILogger logger, IPEndPoint address);

        [LoggerMessage(Level = LogLevel.Information, Message = "--http: {Address} is free, and answers now")]
        public static partial void Bound(ILogger logger, IPEndPoint address);
    }
}
