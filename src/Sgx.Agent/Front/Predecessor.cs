using System.Net.Sockets;
using Sgx.Aesm;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Agent.Front;

/// <summary>Who serves at a socket's path now.</summary>
internal static class Predecessor
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    /// <summary>Refuses to go on where a daemon of another make serves; an instance of ours may be succeeded.</summary>
    /// <returns>The instance that will be succeeded; null when nobody serves there.</returns>
    /// <exception cref="ListenException">
    /// Somebody else serves there, or a file that is no socket is in the way.
    /// </exception>
    public static async Task<ServiceIdentity?> Find(string path, CancellationToken cancellation)
    {
        if (Linux.FileIdentity.Of(path) is not { IsSocket: true } || Connect(path) is not { } connected)
            return null;
        using (connected)
        {
            var client = new AesmClient(new() { SocketPath = path, Timeout = Deadline });
            return await Identify(client, cancellation)
                ?? throw new ListenException(
                    $"cannot listen at {path}: {NameOf(connected)} serves there; stop it first");
        }
    }

    private static async Task<ServiceIdentity?> Identify(AesmClient client, CancellationToken cancellation)
    {
        try
        {
            return await client.Identify(cancellation);
        }
        catch (QuotingException)
        {
            return null;   // it does not answer in time, so it is not to be talked to
        }
    }

    // Null where the socket's process is gone: nobody is there to be succeeded.
    private static Socket? Connect(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            return e.SocketErrorCode is SocketError.ConnectionRefused
                ? null
                : throw new ListenException($"cannot listen at {path}: what is there cannot be asked, {e.Message}");
        }
    }

    private static string NameOf(Socket connected)
    {
        Span<byte> credentials = stackalloc byte[12];
        _ = connected.GetRawSocketOption(1, 17, credentials);
        var process = ReadInt32LittleEndian(credentials);
        var name = $"/proc/{process}/comm";
        return process > 0 && File.Exists(name)
            ? $"another daemon ({File.ReadAllText(name).Trim()}, process {process})"
            : "another daemon (of another pid namespace)";
    }
}
