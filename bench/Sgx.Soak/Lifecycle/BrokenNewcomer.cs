using Sgx.Dcap.Collateral;
using Sgx.Simulation;
using Sgx.Soak.Agents;

namespace Sgx.Soak.Lifecycle;

/// <summary>An agent that must not take over from one that works.</summary>
/// <param name="Defect">What is wrong with it.</param>
/// <param name="Complaint">A part of what it says on stderr; empty where it has no time to say anything.</param>
/// <param name="Command">Prepares it on a node, and gives the command that starts it.</param>
internal sealed record BrokenNewcomer(
    string Defect, string Complaint, Func<Node, string, IReadOnlyList<string>> Command)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;

    public static IReadOnlyList<BrokenNewcomer> All(TimeSpan hangDeadline) =>
    [
        new("cannot quote", "cannot quote", (node, agent) =>
            [agent, .. node.Command("--simulate", "fail=OutOfEpc,at-start")]),
        new("crashes at start", "", (node, agent) => [agent, .. node.Command("--simulate", "crash")]),
        new("hangs", "no quote within", (node, agent) =>
            [agent, .. node.Command("--simulate", "hang", "--proof-timeout", $"{hangDeadline.TotalMilliseconds}ms")]),
        new("wrong root", "Untrusted", (node, agent) =>
            [agent, .. node.Command("--proof-trusted-root", WrongRoot(node))]),
        new("expired collateral", "not current", (node, agent) =>
            [agent, .. node.Command("--proof-collateral", ExpiredCollateral(node))]),
        new("wrong state", "seed", (node, agent) => [agent, .. node.Command("--state-dir", GarbageSeed(node))]),
        new("state of a newer version", "platform.json", (node, agent) =>
            [agent, .. node.Command("--state-dir", NewerState(node))]),
    ];

    /// <summary>One that may not put a socket where the others do. Only root can start it.</summary>
    public static BrokenNewcomer WithoutPermission { get; } = new("no permission", "cannot listen", (node, agent) =>
    [
        "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
        agent, .. node.Command("--state-dir", StateOfNobody(node), "--accept-platform-change", "on"),
    ]);

    private static string WrongRoot(Node node)
    {
        var path = node["wrong-root.pem"];
        var other = new SimulatedPlatformOptions { Seed = new byte[SimulatedPlatformOptions.SeedSize] };
        File.WriteAllText(path, new SimulatedIntel(other).TrustedRootPem);
        return path;
    }

    private static string ExpiredCollateral(Node node)
    {
        var folder = node["expired"];
        var intel = new SimulatedIntel(SimulatedState.Open(node.StateDirectory));
        var expired = intel.IssueCollateral(DateTimeOffset.UtcNow, new() { Fault = CollateralFault.ExpiredCollateral });
        CollateralFolder.Write(folder, expired, intel.TrustedRootPem);
        return folder;
    }

    private static string GarbageSeed(Node node)
    {
        var folder = Directory.CreateDirectory(node["garbage"]).FullName;
        WriteForOwner(Path.Combine(folder, "seed"), "this is no seed\n");
        return folder;
    }

    private static string NewerState(Node node)
    {
        var folder = Directory.CreateDirectory(node["newer"]).FullName;
        WriteForOwner(Path.Combine(folder, "seed"), File.ReadAllText(Path.Combine(node.StateDirectory, "seed")));
        WriteForOwner(Path.Combine(folder, "platform.json"), """{ "quantum": true }""");
        return folder;
    }

    private static string StateOfNobody(Node node)
    {
        var folder = Directory.CreateDirectory(node["nobody"], Everybody).FullName;
        File.SetUnixFileMode(folder, Everybody | UnixFileMode.StickyBit);   // past the umask, and trusted as /tmp is
        return Path.Combine(folder, "state");
    }

    private static void WriteForOwner(string path, string text)
    {
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, OwnerOnly);
    }
}
