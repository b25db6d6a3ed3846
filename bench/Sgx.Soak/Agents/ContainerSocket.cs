using System.Security.Cryptography;

namespace Sgx.Soak.Agents;

/// <summary>
/// The socket of one container on a node: written into the journal as the device plugin does, opened by the agent.
/// </summary>
internal static class ContainerSocket
{
    private const UnixFileMode OwnerAlone =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60), Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Settings by which an agent serves containers on the node.</summary>
    public static string[] Settings(Node node) => ["--allocations", node["a"], "--journal", node["journal"]];

    /// <summary>Allocates, and waits until the agent has opened the socket.</summary>
    /// <returns>The socket's path.</returns>
    /// <exception cref="SoakException">It is not there in time.</exception>
    public static string Allocate(Node node, CancellationToken cancellation)
    {
        var token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var journal = Directory.CreateDirectory(node["journal"], OwnerAlone).FullName;
        var entry = Path.Combine(journal, $"{token}.json");
        File.WriteAllText(
            $"{entry}.new",
            $$"""
            {"resource":"sgx-quote-helper.io/quoting","ids":["1"],"at":"{{DateTimeOffset.UtcNow:O}}","serial":1}
            """);
        File.Move($"{entry}.new", entry);

        var socket = Path.Combine(node["a"], token, "aesm.socket");
        for (var end = Environment.TickCount64 + (long)Deadline.TotalMilliseconds; !File.Exists(socket);)
        {
            if (Environment.TickCount64 > end)
                throw new SoakException("the agent opens no socket for an allocation");
            _ = cancellation.WaitHandle.WaitOne(Pause);
            cancellation.ThrowIfCancellationRequested();
        }

        return socket;
    }
}
