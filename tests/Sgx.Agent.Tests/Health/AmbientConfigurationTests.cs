using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Sgx.Agent.Tests.Support;
using Sgx.Testing;
using Sgx.Testing.Kubelet;

namespace Sgx.Agent.Tests.Health;

/// <summary>The working directory and variables of ASP.NET configure nothing.</summary>
public sealed class AmbientConfigurationTests : IDisposable
{
    private const string Azure = "kubernetes.azure.com/sgx_epc_mem_in_MiB";

    private readonly TemporaryFolder _folder = new();
    private readonly IPEndPoint _http = FreeAddress.Find();

    // Ports that the hostile folder and variables ask for.
    private readonly IPEndPoint[] _hostile = [FreeAddress.Find(), FreeAddress.Find(), FreeAddress.Find()];

    public AmbientConfigurationTests()
    {
        var settings = $$$"""
            {
              "Urls": "http://{{{_hostile[0]}}}",
              "Kestrel": { "Endpoints": { "Hostile": { "Url": "http://{{{_hostile[1]}}}" } } },
              "Logging": { "LogLevel": { "Default": "Trace" }, "Console": { "FormatterName": "nothing" } }
            }
            """;
        Directory.CreateDirectory(_folder["deep/deeper"]);
        foreach (var name in (string[])["appsettings.json", "appsettings.Production.json", "sgx-agent.settings.json"])
            File.WriteAllText(_folder[name], settings);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_quoting_service_serves_in_a_hostile_folder()
    {
        using var agent = Start(
            "quote-helper", "--platform", "simulated", "--state-dir", _folder["state"],
            "--socket", _folder["aesm.socket"], "--http", $"{_http}");
        await RequireUnconfigured(agent);
    }

    [Fact]
    public async Task The_device_plugin_serves_in_a_hostile_folder()
    {
        await using var kubelet = new FakeKubelet(_folder["kubelet"]);
        await kubelet.Start();
        using var agent = Start(
            "device-plugin", "--resources", "azure", "--opt-in", "none", "--epc", "simulated:16Mi",
            "--kubelet-dir", kubelet.PluginFolder, "--socket", _folder["aesm.socket"],
            "--journal", _folder["journal"], "--allocations", _folder["a"], "--http", $"{_http}");
        await Eventually.Holds(() => kubelet.Allocatable(Azure) == 16, Cancellation);
        await RequireUnconfigured(agent);
    }

    [Fact]
    public void No_program_builds_a_host_that_reads_its_surroundings()
    {
        string[] hosts = ["CreateSlimBuilder(", "WebApplication.CreateBuilder(", "CreateDefaultBuilder(",
            "CreateApplicationBuilder("];
        var sources = Directory.EnumerateFiles(
            Path.Combine(RepositoryRoot.Path, "src"), "*.cs", SearchOption.AllDirectories).ToList();

        Assert.NotEmpty(sources);
        Assert.All(sources, source => Assert.DoesNotContain(hosts, File.ReadAllText(source).Contains));
    }

    private Process Start(params string[] arguments) => AgentProcess.Start(
        start =>
        {
            start.WorkingDirectory = _folder.Path;
            start.Environment["ASPNETCORE_URLS"] = start.Environment["DOTNET_URLS"] = $"http://{_hostile[2]}";
            start.Environment["ASPNETCORE_HTTP_PORTS"] = start.Environment["HTTP_PORTS"] = $"{_hostile[2].Port}";
            start.Environment["Kestrel__Endpoints__Hostile__Url"] = $"http://{_hostile[1]}";
            start.Environment["ASPNETCORE_Kestrel__Endpoints__Hostile__Url"] = $"http://{_hostile[1]}";
            start.Environment["ASPNETCORE_CONTENTROOT"] = start.Environment["DOTNET_CONTENTROOT"] = _folder.Path;
        },
        arguments);

    private async Task RequireUnconfigured(Process agent)
    {
        using var client = new HttpClient { BaseAddress = new($"http://{_http}") };
        await Eventually.Holds(() => IsReady(client), Cancellation);
        try
        {
            Assert.All(_hostile, address => Assert.False(IsOpen(address), $"{address} is open"));
            Assert.Empty(WatchedFolders(agent).Intersect(InodesOf(_folder.Path)));
        }
        finally
        {
            AgentProcess.Terminate(agent);
            await agent.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        }

        Assert.Equal(0, agent.ExitCode);
    }

    private static async Task<bool> IsReady(HttpClient client)
    {
        try
        {
            using var response = await client.GetAsync(new Uri("/readyz", UriKind.Relative), Cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static bool IsOpen(IPEndPoint address)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(address);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // The inodes of /proc/PID/fdinfo's lines "inotify wd:1 ino:2f8a sdev:800001 …".
    private static IEnumerable<long> WatchedFolders(Process agent) =>
        from file in Directory.EnumerateFiles($"/proc/{agent.Id}/fdinfo")
        from line in ReadLines(file)
        where line.StartsWith("inotify ", StringComparison.Ordinal)
        let inode = line.Split(' ').Single(word => word.StartsWith("ino:", StringComparison.Ordinal))
        select long.Parse(inode["ino:".Length..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string[] ReadLines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (IOException)
        {
            return [];   // closed meanwhile
        }
    }

    // The folder and what a recursive watch of it would add; the plugin watches the kubelet's for itself.
    private static IEnumerable<long> InodesOf(string folder)
    {
        using var list = Process.Start(new ProcessStartInfo(
            "find", [folder, "-type", "d", "-not", "-path", "*/kubelet*", "-printf", "%i\n"])
        {
            RedirectStandardOutput = true,
        })!;
        var inodes = list.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. inodes.Select(long.Parse)];
    }
}
