using System.Buffers.Binary;
using System.Net.Sockets;
using Sgx.Aesm.Wire;

namespace Sgx.Agent.Tests.Support;

/// <summary>A client that sends whatever bytes it likes, and sees what comes back.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
    {
        ReceiveTimeout = 30_000, SendTimeout = 30_000,
    };

    public RawClient(string path) => _socket.Connect(new UnixDomainSocketEndPoint(path));

    public RawClient Send(params ReadOnlySpan<byte> bytes)
    {
        var sent = _socket.Send(bytes);
        Assert.Equal(bytes.Length, sent);
        return this;
    }

    public RawClient SendBody(ReadOnlySpan<byte> body)
    {
        Span<byte> prefix = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(prefix, (uint)body.Length);
        return Send([.. prefix, .. body]);
    }

    public RawClient EndOfSending()
    {
        _socket.Shutdown(SocketShutdown.Send);
        return this;
    }

    /// <summary>The reply's body; null when the service hangs up without one.</summary>
    public byte[]? Reply()
    {
        var bytes = ReadToEnd();
        if (bytes.Length == 0)
            return null;
        Assert.Equal(bytes.Length - 4, BinaryPrimitives.ReadInt32LittleEndian(bytes));
        return bytes[4..];
    }

    /// <summary>Whether there is something to read.</summary>
    public bool HasReply => _socket.Poll(0, SelectMode.SelectRead);

    /// <summary>How much comes before the service hangs up.</summary>
    public int BytesToEnd() => ReadToEnd().Length;

    public Response Response() =>
        Wire.ParseResponse(Reply() ?? throw new EndOfStreamException("hung up without a reply"));

    public void Dispose() => _socket.Dispose();

    private byte[] ReadToEnd()
    {
        using var all = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            while (_socket.Receive(buffer) is > 0 and var count)
                all.Write(buffer, 0, count);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset)
        {
            // Hung up on bytes that nobody read.
        }

        return all.ToArray();
    }
}
