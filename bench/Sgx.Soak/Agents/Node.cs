using System.Net.Sockets;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Soak.Agents;

/// <summary>A node of a run's own: one state directory, one socket path, and every agent started on them.</summary>
/// <remarks>Disposing it ends its agents and takes its folder away, whatever happened.</remarks>
internal sealed class Node : IDisposable
{
    private const int SocketLevel = 1, PeerCredentials = 17, UcredSize = 12;

    // Other users connect too.
    private const UnixFileMode EverybodyEnters =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly string _folder = Directory.CreateTempSubdirectory("soak").FullName;
    private readonly List<AgentProcess> _agents = [];

    public Node() => File.SetUnixFileMode(_folder, EverybodyEnters);

    public string StateDirectory => this["state"];

    public string SocketPath => this["aesm.socket"];

    /// <summary>The agent that clients reach now, by the credentials of the listening socket.</summary>
    /// <exception cref="SocketException">Nobody serves.</exception>
    public int ServingProcess
    {
        get
        {
            using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            probe.Connect(new UnixDomainSocketEndPoint(SocketPath));
            Span<byte> credentials = stackalloc byte[UcredSize];
            _ = probe.GetRawSocketOption(SocketLevel, PeerCredentials, credentials);
            return ReadInt32LittleEndian(credentials);
        }
    }

    /// <summary>A path in its folder.</summary>
    public string this[string name] => Path.Combine(_folder, name);

    /// <summary>Starts an agent that is meant to serve here; it may not serve yet.</summary>
    /// <param name="program">The program.</param>
    /// <param name="settings">Flags that go before the usual ones.</param>
    public AgentProcess Start(string program, params IEnumerable<string> settings) =>
        Launch([program, .. Command(settings)]);

    /// <summary>Starts an agent by way of another program, which becomes the agent.</summary>
    public AgentProcess Launch(IReadOnlyList<string> command)
    {
        var agent = AgentProcess.Start(command[0], command.Skip(1));
        _agents.Add(agent);
        return agent;
    }

    /// <summary>The agent's arguments on this node.</summary>
    public IEnumerable<string> Command(params IEnumerable<string> settings)
    {
        string[] own = [.. settings];
        string[] state = own.Contains("--state-dir") ? [] : ["--state-dir", StateDirectory];
        return
        [
            "quote-helper", "--platform", "simulated", "--socket", SocketPath, "--log-level", "warning",
            .. state, .. own,
        ];
    }

    /// <summary>Lets go of an agent that has ended: a thousand of them need no thousand pipes.</summary>
    public void Forget(AgentProcess ended)
    {
        ended.Dispose();
        _ = _agents.Remove(ended);
    }

    public void Dispose()
    {
        _agents.ForEach(agent => agent.Dispose());
        Directory.Delete(_folder, recursive: true);
    }
}
