using System.Net.Sockets;
using Google.Protobuf;
using Sgx.Aesm.Wire;

namespace Sgx.Aesm;

/// <summary>One exchange with the service: connect, one request, one response, close.</summary>
internal sealed class AesmConnection(AesmClientOptions options)
{
    /// <exception cref="QuotingException">The service is not there, too slow, or does not speak AESM.</exception>
    public async ValueTask<Response> Exchange(Request request, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(options.Timeout);
        var retries = new Retries(options.Patience);
        QuotingException? last = null;
        try
        {
            while (true)
            {
                try
                {
                    return await Try(request, deadline.Token).ConfigureAwait(false);
                }
                catch (QuotingException e) when (e.Failure is QuotingFailure.ServiceUnavailable && retries.AreLeft)
                {
                    last = e;
                }

                await retries.Pause(deadline.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var seconds = options.Timeout.TotalSeconds;
            throw last ?? new QuotingException(
                QuotingFailure.Timeout,
                $"the quoting service at {options.SocketPath} did not answer within {seconds:0.###} s");
        }
    }

    private async ValueTask<Response> Try(Request request, CancellationToken cancellation)
    {
        using var socket = await Connect(cancellation).ConfigureAwait(false);
        await Send(socket, AesmFrame.Encode(request), cancellation).ConfigureAwait(false);
        return Parse(await ReadBody(socket, cancellation).ConfigureAwait(false));
    }

    private async ValueTask<Socket> Connect(CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            var service = new UnixDomainSocketEndPoint(options.SocketPath);
            await socket.ConnectAsync(service, cancellation).ConfigureAwait(false);
            return socket;
        }
        catch (Exception e)
        {
            socket.Dispose();
            if (e is not (SocketException or ArgumentException))
                throw;
            throw new QuotingException(
                QuotingFailure.ServiceUnavailable, $"no quoting service at {options.SocketPath}: {ReasonOf(e)}", e);
        }
    }

    // The system's words for a missing socket speak of addresses.
    private string ReasonOf(Exception e) => e switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "nobody answers there",
        _ when !Path.Exists(options.SocketPath) => "there is no such socket",
        _ => e.Message,
    };

    private static async ValueTask Send(Socket socket, ReadOnlyMemory<byte> frame, CancellationToken cancellation)
    {
        try
        {
            while (!frame.IsEmpty)
                frame = frame[await socket.SendAsync(frame, cancellation).ConfigureAwait(false)..];
        }
        catch (SocketException e)
        {
            throw new AesmHangUpException("the quoting service hung up on the request", e);
        }
    }

    private static async ValueTask<byte[]> ReadBody(Socket socket, CancellationToken cancellation)
    {
        var prefix = await ReadExactly(socket, AesmFrame.PrefixSize, cancellation).ConfigureAwait(false);
        var length = AesmFrame.BodyLength(prefix)
            ?? throw new AesmProtocolException(
                $"the quoting service announced a response of {BitConverter.ToUInt32(prefix)} bytes");
        return await ReadExactly(socket, length, cancellation).ConfigureAwait(false);
    }

    private static async ValueTask<byte[]> ReadExactly(Socket socket, int count, CancellationToken cancellation)
    {
        var bytes = new byte[count];
        for (var read = 0; read < count;)
        {
            var more = await Receive(socket, bytes.AsMemory(read), cancellation).ConfigureAwait(false);
            if (more == 0)
                throw new AesmHangUpException($"the quoting service hung up after {read} of {count} bytes");
            read += more;
        }

        return bytes;
    }

    private static async ValueTask<int> Receive(Socket socket, Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            return await socket.ReceiveAsync(buffer, cancellation).ConfigureAwait(false);
        }
        catch (SocketException e)
        {
            throw new AesmHangUpException("the quoting service broke the connection off", e);
        }
    }

    private static Response Parse(byte[] body)
    {
        try
        {
            return Response.Parser.ParseFrom(body);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new AesmProtocolException("the quoting service's response is not an AESM message", e);
        }
    }
}
