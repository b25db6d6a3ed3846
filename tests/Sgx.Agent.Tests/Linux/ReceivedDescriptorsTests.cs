using System.Net;
using System.Net.Sockets;
using Sgx.Agent.Callers;
using Sgx.Agent.Linux;
using Sgx.Agent.Sockets;
using Sgx.Agent.Tests.Support;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Linux;

/// <summary>What kernels do that let peers send descriptors: nobody who sends one is waited for.</summary>
public sealed class ReceivedDescriptorsTests : IDisposable
{
    private const int LingerSeconds = 600;
    private const int Many = DescriptorCloser.MaxThreads + 8;

    private readonly TemporaryFolder _folder = new();
    private readonly DescriptorCloser _closer;
    private readonly ListeningSocket _listening;
    private readonly List<Socket> _unread = [];
    private int _closed;

    public ReceivedDescriptorsTests()
    {
        _closer = new(Close, TimeProvider.System);
        _listening = ListeningSocket.Open(
            _folder["aesm.socket"], CallerClass.Shared, _closer, refuseDescriptors: false);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        // A reset ends every close that lingers.
        _unread.ForEach(socket => socket.LingerState = new(true, 0));
        _unread.ForEach(socket => socket.Dispose());
        _listening.Dispose();
        _closer.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_descriptor_that_lingers_is_closed_elsewhere_and_its_peer_hung_up_on()
    {
        using var client = Connect();
        SendLingering(client);
        using var accepted = Accept();

        var receiving = Task.Run(() => accepted.Receive(new byte[16]), Cancellation);

        Assert.Equal(-1, await receiving.WaitAsync(TimeSpan.FromSeconds(60), Cancellation));
    }

    [Fact]
    public async Task A_connection_with_unread_descriptors_is_closed_elsewhere()
    {
        for (var i = 0; i < Many; i++)
        {
            using var client = Connect();
            SendLingering(client);
            var accepted = Accept();
            await Task.Run(accepted.Dispose, Cancellation).WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        }

        await AreClosed(2 * Many);   // the connection, and what was in it
    }

    [Fact]
    public async Task As_many_that_linger_as_keep_every_thread_are_closed_all_the_same()
    {
        using var client = Connect();
        for (var i = 0; i < Many; i++)
            SendLingering(client);
        var accepted = Accept();

        Assert.Equal(-1, accepted.Receive(new byte[16]));
        accepted.Dispose();

        await AreClosed(1 + Many);
    }

    [Fact]
    public async Task So_are_those_that_are_in_a_socket_that_is_sent()
    {
        using var client = Connect();
        for (var i = 0; i < Many; i++)
            SendSocketWithLingering(client, _folder[$"inner{i}"]);
        var accepted = Accept();

        Assert.Equal(-1, accepted.Receive(new byte[16]));
        accepted.Dispose();

        await AreClosed(1 + (2 * Many));
    }

    [Fact]
    public async Task One_with_an_urgent_byte_keeps_nobody()
    {
        using var client = Connect();
        SendLingering(client, DescriptorSender.Urgent);
        var accepted = Accept();

        var receiving = Task.Run(() => accepted.Receive(new byte[16]), Cancellation);

        _ = await receiving.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        await Task.Run(accepted.Dispose, Cancellation).WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
    }

    [Fact]
    public async Task A_listener_with_unread_descriptors_is_closed_elsewhere()
    {
        using var client = Connect();
        SendLingering(client);

        await Task.Run(_listening.Dispose, Cancellation).WaitAsync(TimeSpan.FromSeconds(60), Cancellation);

        await AreClosed(2);   // what was in the connection, too
    }

    [Fact]
    public void Bytes_behind_which_a_descriptor_comes_are_not_taken()
    {
        using var client = Connect();
        _ = client.Send([1, 2, 3]);
        SendLingering(client);
        using var accepted = Accept();

        Assert.Equal(-1, accepted.Receive(new byte[16]));
    }

    [Fact]
    public void Bytes_without_descriptors_arrive_as_ever()
    {
        using var client = Connect();
        _ = client.Send([1, 2, 3]);
        using var accepted = Accept();
        var buffer = new byte[16];

        Assert.Equal(3, accepted.Receive(buffer));
        Assert.Equal([1, 2, 3], buffer[..3]);
        Assert.Null(accepted.Receive(buffer));
    }

    private StreamSocket Accept() => StreamSocket.Accept(_listening.Descriptor, out _, _closer)!;

    private Socket Connect() => Connect(_listening.Path);

    private static Socket Connect(string path)
    {
        var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(path));
        return client;
    }

    private void SendSocketWithLingering(Socket client, string path)
    {
        using var listener = ListeningSocket.Open(path, CallerClass.Shared, refuseDescriptors: false);
        using var inner = Connect(path);
        var outer = StreamSocket.Accept(listener.Descriptor, out _)!;
        SendLingering(inner);
        Assert.Equal(0, DescriptorSender.Send(client, outer.Descriptor));
        outer.Dispose();
    }

    private Task AreClosed(int count) => Eventually.Holds(() => Volatile.Read(ref _closed) == count, Cancellation);

    private void Close(int descriptor)
    {
        ForeignDescriptor.Close(descriptor, _closer);
        _ = Interlocked.Increment(ref _closed);
    }

    // A TCP socket with unsent data that lingers when it is closed; the message has the last reference to it.
    private void SendLingering(Socket client, int flags = 0)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.ReceiveBufferSize = 4096;
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var sender = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            SendBufferSize = 4096,
        };
        sender.Connect(listener.LocalEndPoint!);
        _unread.Add(listener.Accept());
        sender.Blocking = false;
        while (sender.Send(new byte[4096], SocketFlags.None, out _) > 0)
        {
            // Until nothing more fits.
        }

        sender.LingerState = new(true, LingerSeconds);
        Assert.Equal(0, DescriptorSender.Send(client, (int)sender.SafeHandle.DangerousGetHandle(), flags));
        sender.Dispose();   // not the last reference: that one is under way
    }
}
