using Microsoft.Extensions.Time.Testing;
using Sgx.Aesm;
using Sgx.Testing;

namespace Sgx.NodeStatus.Tests;

public sealed class ExtendedResourcesTests : IAsyncLifetime
{
    private const string Taint = "sgx-quote-helper.io/not-ready";

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new(2026, 3, 14, 15, 9, 26, TimeSpan.Zero));
    private FakeApiServer _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await FakeApiServer.Start();

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_kernels_epc_is_that_of_all_numa_nodes()
    {
        KernelHas("274877906944\n");

        await Loop().Turn(TextWriter.Null, Cancellation);

        Assert.Equal(("549755813888", "524288", "3"), Given());
    }

    [Fact]
    public async Task A_kernel_without_epc_is_told_once_and_all_else_goes_on()
    {
        using var log = new StringWriter();
        var loop = Loop();
        await loop.Turn(log, Cancellation);
        await MinuteLater(loop, log);

        var warning = Assert.Single(log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("warning: the kernel tells of no EPC", warning, StringComparison.Ordinal);
        Assert.Contains("not given a/bytes, a/mib: switch SGX on", warning, StringComparison.Ordinal);
        Assert.Equal((null, null, "3"), Given());
        Assert.NotNull(_api.Condition("SgxQuotingReady"));
        _ = Assert.Single(_api.Events);
    }

    [Fact]
    public async Task A_number_that_stands_from_before_is_taken_away_while_there_is_no_epc()
    {
        _api.Node["status"]!["capacity"]!["a/bytes"] = "274877906944";
        var loop = Loop();

        await loop.Turn(TextWriter.Null, Cancellation);
        Assert.Equal((null, null, "3"), Given());

        KernelHas("1048576");
        await MinuteLater(loop, TextWriter.Null);
        Assert.Equal(("2097152", "2", "3"), Given());

        KernelHas("0");
        await MinuteLater(loop, TextWriter.Null);
        Assert.Equal((null, null, "3"), Given());
    }

    [Fact]
    public async Task What_the_kernel_tells_and_is_no_number_is_told_and_keeps_nothing_else_back()
    {
        KernelHas("much");
        using var log = new StringWriter();

        await Loop().Turn(log, Cancellation);

        Assert.Contains("expected a number of bytes, found 'much'", log.ToString(), StringComparison.Ordinal);
        Assert.Equal((null, null, "3"), Given());
        Assert.NotNull(_api.Condition("SgxQuotingReady"));
    }

    [Fact]
    public async Task Cleaning_needs_no_epc()
    {
        _api.Node["status"]!["capacity"]!["a/mib"] = "7";
        var parsed = NodeStatusCommand.Create().Parse(
            ["--node", FakeApiServer.NodeName, "--taint", Taint, "--capacity", "a/mib=epc-mib", "--clean"]);
        var options = NodeStatusCommand.Read(parsed) with { SysRoot = _folder.Path };

        await NodeStatusCommand.CleanUp(
            new(_api.Cluster, options, _clock), isStaying: false, TextWriter.Null, Cancellation);

        Assert.Null(_api.Node["status"]!["capacity"]!["a/mib"]);
    }

    [Fact]
    public async Task A_size_that_is_told_goes_before_the_kernels()
    {
        var options = Options() with { Epc = EpcSetting.Parse("simulated:64Mi")! };
        var resources = new ExtendedResources(new(_api.Cluster, options, _clock), options);

        await resources.Give(TextWriter.Null, Cancellation);

        Assert.Equal("64", (string?)_api.Node["status"]!["capacity"]!["a/mib"]);
    }

    private async Task MinuteLater(NodeStatusLoop loop, TextWriter log)
    {
        _clock.Advance(TimeSpan.FromMinutes(1));
        await loop.Turn(log, Cancellation);
    }

    private (string? Bytes, string? Mebibytes, string? Fixed) Given()
    {
        var capacity = _api.Node["status"]!["capacity"]!;
        return ((string?)capacity["a/bytes"], (string?)capacity["a/mib"], (string?)capacity["a/fixed"]);
    }

    // Of each of two NUMA nodes.
    private void KernelHas(string bytes)
    {
        foreach (var node in (string[])["node0", "node1"])
        {
            var folder = Directory.CreateDirectory(_folder[$"devices/system/node/{node}/x86"]).FullName;
            File.WriteAllText(Path.Combine(folder, "sgx_total_bytes"), bytes);
        }
    }

    private NodeStatusOptions Options() => new()
    {
        Node = FakeApiServer.NodeName,
        SocketPath = _folder["aesm.socket"],
        SysRoot = _folder.Path,
        Condition = "SgxQuotingReady",
        Capacity = new Dictionary<string, ResourceUnits>
        {
            ["a/bytes"] = ResourceUnits.Parse("epc-bytes")!,
            ["a/mib"] = ResourceUnits.Parse("epc-mib")!,
            ["a/fixed"] = ResourceUnits.Parse("3")!,
        },
    };

    private NodeStatusLoop Loop()
    {
        var options = Options();
        return new(
            new(_api.Cluster, options, _clock),
            new AesmClient(new() { SocketPath = options.SocketPath, Patience = TimeSpan.Zero }), options, _clock);
    }
}
