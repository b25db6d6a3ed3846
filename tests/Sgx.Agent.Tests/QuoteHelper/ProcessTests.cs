using System.Diagnostics;
using Sgx.Aesm;
using Sgx.Agent.Tests.Kubelet;
using Sgx.Agent.Tests.Support;
using Sgx.Testing;

namespace Sgx.Agent.Tests.QuoteHelper;

/// <summary>The program itself, started and stopped as an operator does.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string SocketPath => _folder["aesm.socket"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_says_that_it_is_simulated_serves_and_leaves_when_told()
    {
        using var agent = AgentProcess.Start(
            "quote-helper", "--platform", "simulated", "--state-dir", _folder["state"], "--socket", SocketPath);

        var firstLine = await agent.StandardOutput.ReadLineAsync(Cancellation);
        var client = new AesmClient(new() { SocketPath = SocketPath });
        var response = await SimulatedApplication.Quote(client, "x", Cancellation);
        AgentProcess.Terminate(agent);
        await agent.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Contains("SIMULATED", firstLine, StringComparison.Ordinal);
        Assert.Contains(SocketPath, firstLine, StringComparison.Ordinal);
        Assert.Equal(3, response.Quote.Header.Version);
        Assert.Equal(0, agent.ExitCode);
        Assert.False(File.Exists(SocketPath));
    }

    [Fact]
    public async Task Told_to_stop_while_it_starts_it_ends_well_and_says_so()
    {
        using var agent = AgentProcess.Start(
            "quote-helper", "--platform", "simulated", "--state-dir", _folder["state"], "--socket", SocketPath,
            "--simulate", "hang");
        var first = await Line(agent.StandardError);

        AgentProcess.Terminate(agent);
        var rest = await agent.StandardError.ReadToEndAsync(Cancellation);
        await agent.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Contains("starts: platform simulated", first, StringComparison.Ordinal);
        Assert.Contains("simulate hang", first, StringComparison.Ordinal);
        Assert.Contains("told to stop before it served", rest, StringComparison.Ordinal);
        Assert.Equal(0, agent.ExitCode);
        Assert.False(File.Exists(SocketPath));
    }

    [Fact]
    public async Task A_system_that_is_short_of_descriptors_is_told_of_in_a_line()
    {
        Assert.SkipUnless(InjectedFaults.IsInstalled, "strace is not installed");
        string[] strace =
            ["-f", "-qq", "-o", "/dev/null", "-e", "trace=eventfd2", "-e", "inject=eventfd2:error=EMFILE"];
        using var agent = Process.Start(new ProcessStartInfo("strace",
        [
            .. strace, Path.Combine(AppContext.BaseDirectory, "sgx-agent"), "quote-helper", "--platform", "simulated",
            "--state-dir", _folder["state"], "--socket", SocketPath, "--log-level", "none",
        ])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;

        var stderr = await agent.StandardError.ReadToEndAsync(Cancellation);
        await agent.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(60), Cancellation);

        Assert.SkipWhen(stderr.Contains("ptrace", StringComparison.Ordinal), "strace may not trace here");
        Assert.StartsWith("sgx-agent: eventfd: ", stderr, StringComparison.Ordinal);
        Assert.Equal((1, 1), (agent.ExitCode, stderr.Count(c => c == '\n')));
    }

    [Theory]
    [InlineData("off", 1)]
    [InlineData("on", 0)]
    public async Task Another_platform_takes_over_only_where_that_is_wanted(string accept, int exitCode)
    {
        await using var predecessor = RunningHelper.Start(options => options with { SocketPath = SocketPath });
        using var agent = AgentProcess.Start(
            "quote-helper", "--platform", "simulated", "--state-dir", _folder["state"], "--socket", SocketPath,
            "--accept-platform-change", accept);

        var serving = await agent.StandardOutput.ReadLineAsync(Cancellation);
        AgentProcess.Terminate(agent);
        var stderr = await agent.StandardError.ReadToEndAsync(Cancellation);
        await agent.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Equal(exitCode, agent.ExitCode);
        Assert.Equal(exitCode == 0, serving is not null);
        Assert.Equal(exitCode == 1, stderr.Contains("another attestation key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_serves_a_pod_at_a_socket_of_its_own_and_by_its_name()
    {
        using var node = new AllocatingNode();
        await using var kubelet = await FakePodResources.Start(node.KubeletSocket);
        kubelet.Give(new("shop", "web-0", "app"), AllocatingNode.Resource, "7");
        using var agent = AgentProcess.Start(
            "quote-helper", "--platform", "simulated", "--state-dir", _folder["state"], "--socket", SocketPath,
            "--allocations", node.Folders.Root, "--journal", node.Journal.Folder, "--pod-resources", node.KubeletSocket,
            "--allow", "namespace:shop");
        _ = await agent.StandardOutput.ReadLineAsync(Cancellation);
        var client = node.Client(await node.Allocate("7"));

        await Eventually.Holds(() => HasQuote(client), Cancellation);
        AgentProcess.Terminate(agent);
        var stderr = await agent.StandardError.ReadToEndAsync(Cancellation);
        await agent.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Contains("quote for shop/web-0/app: ", stderr, StringComparison.Ordinal);
        Assert.Equal(0, agent.ExitCode);
    }

    [Theory]
    [InlineData(2, "--platform is required", "quote-helper")]
    [InlineData(2, "--platform: expected one of simulated", "quote-helper", "--platform", "native")]
    [InlineData(2, "Unrecognized command", "quote-helper", "--platform", "simulated", "--bogus")]
    [InlineData(2, "no setting 'bogus'", "quote-helper", "--config", "{folder}/bad.json")]
    [InlineData(
        1, "there is no folder",
        "quote-helper", "--platform", "simulated", "--state-dir", "{folder}/s", "--socket", "{folder}/no/s")]
    [InlineData(
        1, "state directory",
        "quote-helper", "--platform", "simulated", "--state-dir", "{folder}/bad.json", "--socket", "{folder}/s")]
    [InlineData(
        1, "chmod 700",
        "quote-helper", "--platform", "simulated", "--state-dir", "{folder}/open", "--socket", "{folder}/s")]
    public async Task What_keeps_it_from_serving_is_told(int exitCode, string complaint, params string[] arguments)
    {
        await File.WriteAllTextAsync(_folder["bad.json"], """{"bogus": 1}""", Cancellation);
        File.SetUnixFileMode(Directory.CreateDirectory(_folder["open"]).FullName, (UnixFileMode)0b111_111_111);

        using var agent = AgentProcess.Start(
            [.. arguments.Select(a => a.Replace("{folder}", _folder.Path, StringComparison.Ordinal))]);
        var stderr = await agent.StandardError.ReadToEndAsync(Cancellation);
        await agent.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Contains(complaint, stderr, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Unhandled", stderr, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", stderr, StringComparison.Ordinal);
        Assert.Equal(exitCode, agent.ExitCode);
    }

    [Fact]
    public async Task A_folder_of_allocations_that_others_can_replace_is_warned_of()
    {
        using var node = new AllocatingNode();
        var open = Directory.CreateDirectory(_folder["open"]).FullName;
        File.SetUnixFileMode(open, (UnixFileMode)0b111_111_111);
        using var agent = AgentProcess.Start(
            "quote-helper", "--platform", "simulated", "--state-dir", _folder["state"], "--socket", SocketPath,
            "--allocations", Path.Combine(open, "a"), "--journal", node.Journal.Folder);
        _ = await agent.StandardOutput.ReadLineAsync(Cancellation);
        AgentProcess.Terminate(agent);
        var log = await agent.StandardError.ReadToEndAsync(Cancellation);

        Assert.Contains($"others can put sockets of their own into {open}/a", log, StringComparison.Ordinal);
        Assert.Contains($"run 'chmod go-w {open}'", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_allocations_are_not_served_or_not_named_is_told_without_their_tokens()
    {
        using var node = new AllocatingNode();
        var (bad, good) = (node.WriteDown("1"), node.WriteDown("2"));
        File.WriteAllText(Path.Combine(node.Journal.Folder, $"{bad}.json"), "{");
        using var agent = AgentProcess.Start(
            "quote-helper", "--platform", "simulated", "--state-dir", _folder["state"], "--socket", SocketPath,
            "--allocations", node.Folders.Root, "--journal", node.Journal.Folder,
            "--pod-resources", node.KubeletSocket);
        var told = new List<string>();
        while (!told.Exists(line => line.Contains("are not named", StringComparison.Ordinal)))
            told.Add(await Line(agent.StandardError));
        AgentProcess.Terminate(agent);
        told.Add(await agent.StandardError.ReadToEndAsync(Cancellation));
        var log = string.Join('\n', told);

        Assert.Contains($"not served, since its entry cannot be read: {node.Journal.Folder}/{bad.Shown}….json", log,
            StringComparison.Ordinal);
        Assert.Contains(
            $"allocations are not named: the kubelet does not tell at {node.KubeletSocket} which pod has what", log,
            StringComparison.Ordinal);
        Assert.DoesNotContain($"{bad}", log, StringComparison.Ordinal);
        Assert.DoesNotContain($"{good}", log, StringComparison.Ordinal);
    }

    private static async Task<string> Line(StreamReader from) =>
        await from.ReadLineAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancellation)
            ?? throw new EndOfStreamException();

    private static async Task<bool> HasQuote(AesmClient client)
    {
        try
        {
            return (await SimulatedApplication.Quote(client, "x", Cancellation)).Quote.Header.Version == 3;
        }
        catch (AesmException e) when (e.Status is AesmStatus.Busy)
        {
            return false;
        }
    }
}
