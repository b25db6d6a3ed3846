using System.Net.Sockets;
using Sgx.Aesm;
using Sgx.Agent.Linux;

namespace Sgx.Agent.Sockets;

/// <summary>Who serves at a socket's path now.</summary>
internal static class Predecessor
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    /// <summary>Refuses to go on where a daemon of another make serves; an instance of ours may be succeeded.</summary>
    /// <returns>The instance that will be succeeded; null when nobody serves there.</returns>
    /// <exception cref="ListenException">Somebody else serves there, or cannot be asked.</exception>
    public static async Task<ServiceIdentity?> Find(string path, CancellationToken cancellation) =>
        await Look(path, cancellation) switch
        {
            SocketHolder.Ours { Identity: var identity } => identity,
            SocketHolder.Other { Name: var name } =>
                throw new ListenException($"cannot listen at {path}: {name} serves there; stop it first"),
            _ => null,
        };

    /// <summary>Who serves at a path.</summary>
    /// <exception cref="ListenException">Whoever is there cannot be asked.</exception>
    public static async Task<SocketHolder> Look(string path, CancellationToken cancellation)
    {
        if (FileIdentity.Of(path) is not { IsSocket: true })
            return new SocketHolder.Nobody(IsLeft: false);
        if (Connect(path) is not { } connected)
            return new SocketHolder.Nobody(IsLeft: true);
        using (connected)
        {
            var client = new AesmClient(new() { SocketPath = path, Timeout = Deadline });
            return await Identify(client, cancellation) is { } identity
                ? new SocketHolder.Ours(identity)
                : new SocketHolder.Other(NameOf(connected));
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
        // The time to send bounds connecting too: a daemon whose backlog is full would keep us waiting for ever.
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        {
            SendTimeout = (int)Deadline.TotalMilliseconds,
        };
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
        var process = StreamSocket.PeerOf((int)connected.SafeHandle.DangerousGetHandle())?.ProcessId ?? 0;
        var name = $"/proc/{process}/comm";
        return process > 0 && File.Exists(name)
            ? $"another daemon ({PrintableText.OneLine(File.ReadAllText(name).Trim())}, process {process})"
            : "another daemon (of another pid namespace)";
    }
}
