using System.Collections.Concurrent;
using System.Net.Sockets;
using Google.Protobuf;
using Sgx.Aesm;
using Sgx.Aesm.Wire;
using Sgx.Agent.Allocations;
using Sgx.Testing;

namespace Sgx.Agent.Tests.DevicePlugin;

/// <summary>
/// The quoting service as the plugin sees it: it says whether it is ready, and listens for each allocation that is
/// written down.
/// </summary>
internal sealed class FakeService : IAsyncDisposable
{
    private readonly AllocationJournal _journal;
    private readonly AllocationFolders _folders;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<AllocationToken, Socket> _listeners = [];
    private readonly Socket _public;
    private readonly Task _running;

    public FakeService(TemporaryFolder folder)
    {
        (_journal, _folders) = (new(folder["journal"]), new(folder["allocations"]));
        File.Delete(folder["aesm.socket"]);
        _public = Listen(folder["aesm.socket"]);
        _running = Task.WhenAll(Task.Run(Keep), Task.Run(Answer));
    }

    /// <summary>What it says of itself.</summary>
    public bool IsReady { get; set; } = true;

    /// <summary>Whether it listens for what is written down.</summary>
    public bool IsKeeping { get; set; } = true;

    /// <summary>Makes a socket at which nobody listens any more.</summary>
    public static void LeaveBehind(string path)
    {
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            socket.Bind(new UnixDomainSocketEndPoint($"{path}.bound"));
            File.Move($"{path}.bound", path);
        }
    }

    /// <summary>Goes away, as often as it is told.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        _public.Dispose();
        await _running;
        foreach (var listener in _listeners.Values)
            listener.Dispose();
    }

    private async Task Keep()
    {
        while (!_stop.IsCancellationRequested)
        {
            foreach (var token in _journal.Tokens().Where(token => IsKeeping && !_listeners.ContainsKey(token)))
            {
                _ = Directory.CreateDirectory(_folders.FolderOf(token));
                _listeners[token] = Listen(_folders.SocketOf(token));
            }

            await Task.Delay(20, CancellationToken.None);
        }
    }

    private async Task Answer()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var client = await _public.AcceptAsync(_stop.Token);
                _ = await client.ReceiveAsync(new byte[1024], _stop.Token);
                _ = await client.SendAsync(Identity(), _stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The client left, or the test is over.
            }
        }
    }

    private byte[] Identity()
    {
        var identity = new IdentifyResponse
        {
            ErrorCode = 0, Product = ServiceIdentity.ProductName, Version = "0", Platform = "fake", IsReady = IsReady,
        };
        var body = new Response { Identify = identity }.ToByteArray();
        return [.. BitConverter.GetBytes(body.Length), .. body];
    }

    private static Socket Listen(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.Listen();
        return socket;
    }
}
