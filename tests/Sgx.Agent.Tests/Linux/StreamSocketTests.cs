using System.Net.Sockets;
using System.Security.Cryptography;
using Sgx.Agent.Linux;
using Sgx.Agent.Protocols;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Linux;

public sealed class StreamSocketTests : IDisposable
{
    private const int Zeros = 700_000, LeastBuffer = 4608;

    private readonly TemporaryFolder _folder = new();

    // A buffer of the least size that the system has cuts what is sent within the bytes, between, and within the zeros.
    [Theory]
    [InlineData(20_000, 7)]
    [InlineData(20_000, 5_000)]
    [InlineData(4_100, 100_000)]
    [InlineData(0, 100_000)]
    public void What_a_reader_takes_bit_by_bit_arrives_whole(int headLength, int bit)
    {
        using var reader = Connect(out var accepted);
        using var socket = accepted;
        var head = RandomNumberGenerator.GetBytes(headLength);
        var frame = new ResponseFrame(head, bit < 100 ? 1_000 : Zeros);
        byte[] expected = [.. head, .. new byte[frame.Zeros]];
        var arrived = new List<byte>();
        var buffer = new byte[bit];
        var calls = 0;

        while (arrived.Count < expected.Length)
        {
            if (!frame.IsEmpty && socket.Send(frame.Head.Span, frame.Zeros) is { } sent)
            {
                Assert.InRange(sent, 1, frame.Length);
                frame = frame.After(sent);
                calls++;
            }

            arrived.AddRange(buffer.AsSpan(0, reader.Receive(buffer)));
        }

        Assert.Equal(expected, arrived);
        Assert.True(frame.IsEmpty);
        Assert.True(calls > 1, "nothing was cut");
    }

    [Fact]
    public void Bytes_and_their_zeros_go_out_in_one_call()
    {
        using var reader = Connect(out var accepted, bufferSize: 256 * 1024);
        using var socket = accepted;

        Assert.Equal(3 + 8_000, socket.Send([1, 2, 3], 8_000));

        var arrived = new byte[16_384];
        Assert.Equal(3 + 8_000, reader.Receive(arrived));
        Assert.Equal([1, 2, 3, .. new byte[8_000]], arrived[..8_003]);
    }

    [Fact]
    public void A_reader_that_is_gone_is_told_and_no_signal()
    {
        var reader = Connect(out var accepted);
        using var socket = accepted;
        reader.Dispose();

        Assert.Equal(-1, socket.Send([1], 1));
    }

    public void Dispose() => _folder.Dispose();

    private Socket Connect(out StreamSocket accepted, int bufferSize = LeastBuffer)
    {
        using var listener = Unconnected();
        listener.Bind(new UnixDomainSocketEndPoint(_folder["socket"]));
        listener.Listen();
        var reader = Unconnected();
        reader.ReceiveTimeout = 30_000;
        reader.Connect(listener.LocalEndPoint!);
        accepted = StreamSocket.Accept((int)listener.Handle, out _)!;
        using var same = new SafeSocketHandle(accepted.Descriptor, ownsHandle: false);
        using var options = new Socket(same);
        options.SendBufferSize = bufferSize;
        return reader;
    }

    private static Socket Unconnected() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
}
