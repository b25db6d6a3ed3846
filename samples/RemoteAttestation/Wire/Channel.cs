using System.Net.Sockets;
using static System.Buffers.Binary.BinaryPrimitives;

namespace RemoteAttestation.Wire;

/// <summary>A conversation over TCP: messages of a little-endian u32 length and that many bytes.</summary>
/// <remarks>
/// Each has a deadline and a bound. The channel keeps nothing secret and proves nothing: that is what the quote and the
/// encryption are for.
/// </remarks>
internal sealed class Channel(TcpClient client) : IDisposable
{
    // The other party may have to make an RSA key and get a quote before it answers.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly NetworkStream _stream = client.GetStream();

    /// <exception cref="WireException">The other party does not take it.</exception>
    public async Task Send(ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        var frame = new byte[sizeof(uint) + message.Length];
        WriteUInt32LittleEndian(frame, (uint)message.Length);
        message.CopyTo(frame.AsMemory(sizeof(uint)));
        await WithDeadline(token => _stream.WriteAsync(frame, token), cancellation);
    }

    /// <exception cref="WireException">It is late, does not come, or is longer than allowed.</exception>
    public async Task<byte[]> Receive(int maxSize, CancellationToken cancellation)
    {
        var prefix = new byte[sizeof(uint)];
        await WithDeadline(token => _stream.ReadExactlyAsync(prefix, token), cancellation);
        var size = ReadUInt32LittleEndian(prefix);
        if (size > maxSize)
            throw new WireException($"the other party announced {size} bytes where at most {maxSize} make sense");

        var message = new byte[size];
        await WithDeadline(token => _stream.ReadExactlyAsync(message, token), cancellation);
        return message;
    }

    private static async Task WithDeadline(Func<CancellationToken, ValueTask> transfer, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Patience);
        try
        {
            await transfer(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new WireException($"the other party was silent for {Patience.TotalSeconds:0} s");
        }
        catch (IOException e)
        {
            throw new WireException("the other party hung up", e);
        }
    }

    public void Dispose() => client.Dispose();
}
