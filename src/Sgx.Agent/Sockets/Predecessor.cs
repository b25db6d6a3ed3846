using System.Net.Sockets;
using Sgx.Aesm;
using Sgx.Agent.Linux;

namespace Sgx.Agent.Sockets;

/// <summary>Who serves at a socket's path now.</summary>
internal static class Predecessor
{
    // Of one look.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    // Of all looks. A predecessor that ends hangs up and takes its socket away, in any order that clients can see.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    /// <summary>Refuses to go on where a daemon of another make serves; an instance of ours may be succeeded.</summary>
    /// <remarks>Looks again for up to three seconds: an instance of ours that ends looks like a stranger.</remarks>
    /// <returns>The instance that will be succeeded; null when nobody serves there.</returns>
    /// <exception cref="ListenException">Somebody else serves there, or cannot be asked.</exception>
    public static async Task<ServiceIdentity?> Find(string path, CancellationToken cancellation)
    {
        var end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        for (var pause = FirstPause; ; pause *= 2)
        {
            var left = TimeSpan.FromMilliseconds(Math.Max(0, end - Environment.TickCount64));
            try
            {
                return await FindNow(path, left < Deadline && left > FirstPause ? left : Deadline, cancellation);
            }
            catch (ListenException) when (Environment.TickCount64 + pause.TotalMilliseconds < end)
            {
                await Task.Delay(pause, cancellation);
            }
        }
    }

    private static async Task<ServiceIdentity?> FindNow(
        string path, TimeSpan deadline, CancellationToken cancellation) =>
        await Look(path, deadline, cancellation) switch
        {
            SocketHolder.Ours { Identity: var identity } => identity,
            SocketHolder.Other { Name: var name } =>
                throw new ListenException($"cannot listen at {path}: {name} serves there; stop it first"),
            _ => null,
        };

    /// <summary>Who serves at a path.</summary>
    /// <exception cref="ListenException">Whoever is there cannot be asked.</exception>
    public static Task<SocketHolder> Look(string path, CancellationToken cancellation) =>
        Look(path, Deadline, cancellation);

    private static async Task<SocketHolder> Look(string path, TimeSpan deadline, CancellationToken cancellation)
    {
        if (FileIdentity.Of(path) is not { IsSocket: true })
            return new SocketHolder.Nobody();
        if (Connect(path, deadline) is not { } connected)
            return new SocketHolder.Nobody();
        using (connected)
        {
            var client = new AesmClient(new() { SocketPath = path, Timeout = deadline });
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
    private static Socket? Connect(string path, TimeSpan deadline)
    {
        // The time to send bounds connecting too: a daemon whose backlog is full would keep us waiting for ever.
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        {
            SendTimeout = (int)deadline.TotalMilliseconds,
        };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            return e.SocketErrorCode is SocketError.ConnectionRefused || FileIdentity.Of(path) is null
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
