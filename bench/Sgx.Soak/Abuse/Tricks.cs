using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using Sgx.Soak.Linux;

namespace Sgx.Soak.Abuse;

/// <summary>What a peer does to a service by means of the kernel.</summary>
internal static class Tricks
{
    private const int Lingering = 200, HalfOpen = 1_500, HttpPeers = 6_000, HolderPeers = 64;
    private const int SmallBuffer = 4096, LingerSeconds = 600;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// One byte each, with a TCP socket attached whose close lingers: whoever drops the last reference waits.
    /// </summary>
    public static void LingeringDescriptors(Victim victim, CancellationToken end)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.ReceiveBufferSize = SmallBuffer;
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(Lingering);
        var (peers, unread) = (new List<Peer>(), new List<Socket>());
        while (peers.Count < Lingering && !end.IsCancellationRequested && victim.TryConnect() is { } peer)
        {
            peers.Add(peer);
            unread.Add(Attach(peer, listener));
        }

        _ = end.WaitHandle.WaitOne();
        // First a reset, which ends every lingering close: what the agent has not received is dropped by ours.
        unread.ForEach(socket => socket.LingerState = new(true, 0));
        unread.ForEach(socket => socket.Dispose());
        peers.ForEach(peer => peer.Dispose());
    }

    /// <summary>Half a prefix on each of many connections; the oldest are replaced.</summary>
    public static void HalfOpenFlood(Victim victim, CancellationToken end)
    {
        var peers = new Queue<Peer>();
        while (!end.IsCancellationRequested)
        {
            if (victim.TryConnect() is not { } peer)
            {
                _ = end.WaitHandle.WaitOne(Pause);
                continue;
            }

            _ = peer.Send([0, 0]);
            peers.Enqueue(peer);
            if (peers.Count > HalfOpen)
                peers.Dequeue().Dispose();
        }

        foreach (var peer in peers)
            peer.Dispose();
    }

    /// <summary>Connections to the HTTP port that never say anything.</summary>
    public static void SilentHttp(Victim victim, CancellationToken end)
    {
        var peers = new List<Socket>();
        while (peers.Count < HttpPeers && !end.IsCancellationRequested && Connect(victim.Http!) is { } peer)
        {
            victim.Count();
            peers.Add(peer);
        }

        _ = end.WaitHandle.WaitOne();
        peers.ForEach(peer => peer.Dispose());
    }

    /// <summary>Keeps connecting to a socket whose path is gone, through a descriptor of it.</summary>
    public static void PathHolders(Victim victim, CancellationToken end)
    {
        Libc.BeDumpable(); // else /proc/self/fd is root's
        var path = $"/proc/self/fd/{Libc.OpenPath(victim.SocketPath)}";
        var threads = Enumerable.Range(0, 6).Select(_ => new Thread(Connect)).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        void Connect()
        {
            var peers = new Queue<Peer>();
            while (!end.IsCancellationRequested)
            {
                if (victim.TryConnect(path) is { } peer)
                    peers.Enqueue(peer);
                else
                    _ = end.WaitHandle.WaitOne(Pause);
                if (peers.Count > HolderPeers)
                    peers.Dequeue().Dispose();
            }
        }
    }

    // The end that nobody reads.
    private static Socket Attach(Peer peer, Socket listener)
    {
        var sender = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        sender.SendBufferSize = SmallBuffer;
        sender.Connect(listener.LocalEndPoint!);
        var unread = listener.Accept();
        sender.Blocking = false;
        var bytes = new byte[SmallBuffer];
        while (sender.Send(bytes, SocketFlags.None, out _) > 0)
        {
            // Until nothing more fits.
        }

        sender.LingerState = new(true, LingerSeconds);
        try
        {
            peer.SendWith(sender.SafeHandle);
        }
        catch (Win32Exception)
        {
            sender.LingerState = new(true, 0); // refused: it is ours to close, and shall not linger
        }

        // Where the agent was faster, this is the last reference, and lingers until the reset.
        new Thread(sender.Dispose) { IsBackground = true }.Start();
        return unread;
    }

    private static Socket? Connect(IPEndPoint address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(address);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
