using Grpc.Core;
using Sgx.Agent.Allocations;
using Sgx.Agent.DevicePlugin;
using Sgx.Agent.DevicePlugin.Resources;
using Sgx.Agent.Kubelet;
using Sgx.Agent.Kubelet.PodResources;
using Sgx.Testing;
using Sgx.Testing.Kubelet;

namespace Sgx.Agent.Tests.DevicePlugin;

public sealed class AllocationTests : IAsyncDisposable
{
    private const int LongestPath = 4095;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeKubelet _kubelet;
    private readonly FakeService _service;

    public AllocationTests()
    {
        _kubelet = new(_folder.Path);
        _service = new(_folder);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Azure => ResourceDialects.Azure.Name;

    private static string Quoting => ResourceDialects.Quoting.Name;

    private AllocationJournal Journal => new(_folder["journal"]);

    public async ValueTask DisposeAsync()
    {
        await _kubelet.DisposeAsync();
        await _service.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_container_with_the_quoting_resource_gets_variable_and_socket_and_nothing_else()
    {
        await using var plugin = await Start();

        var given = await _kubelet.Admit("pod", "app", (Quoting, 1));

        var mount = Assert.Single(given.Mounts);
        Assert.Equal(("/var/run/aesmd", true), (mount.ContainerPath, mount.ReadOnly));
        Assert.Equal("1", given.Envs["SGX_AESM_ADDR"]);
        Assert.Empty(given.Devices);
        using var connected = await UnixChannel.Connect(Path.Combine(mount.HostPath, "aesm.socket"), Cancellation);
        var token = Assert.Single(Journal.Tokens());
        Assert.Equal(_folder[$"allocations/{token}"], mount.HostPath);
        var written = Assert.IsType<Allocation>(Journal.Read(token));
        Assert.Equal(Quoting, written.Resource);
        Assert.Equal(["quoting.A"], written.Ids);
    }

    [Fact]
    public async Task A_container_with_enclave_memory_gets_the_device_nodes_and_no_socket()
    {
        _ = Directory.CreateDirectory(_folder["dev"]);
        await File.WriteAllTextAsync(_folder["dev/sgx_enclave"], "", Cancellation);
        await using var plugin = await Start(options => options with { Epc = EpcSetting.Parse("8Mi")! });

        var given = await _kubelet.Admit("pod", "app", (Azure, 2));

        var node = Assert.Single(given.Devices);
        Assert.Equal(
            ("/dev/sgx_enclave", "/dev/sgx_enclave", "rw"), (node.ContainerPath, node.HostPath, node.Permissions));
        Assert.Empty(given.Mounts);
        Assert.Empty(given.Envs);
        Assert.Empty(Journal.Tokens());
    }

    [Fact]
    public async Task Two_resources_that_both_bring_the_socket_make_one_mount_that_works()
    {
        await using var plugin = await Start(
            options => options with { OptIn = [ResourceDialects.Azure, ResourceDialects.Quoting] });

        var given = await _kubelet.Admit("pod", "app", (Azure, 2), (Quoting, 1));

        var mount = Assert.Single(given.Mounts);
        using var connected = await UnixChannel.Connect(Path.Combine(mount.HostPath, "aesm.socket"), Cancellation);
        var written = Journal.Tokens().Select(token => Journal.Read(token)!.Resource).Order();
        Assert.Equal(new[] { Azure, Quoting }.Order(), written);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_the_service_is_away_a_container_waits_for_nobody_and_is_served_when_it_comes(bool wasKilled)
    {
        await using var plugin = await Start(options => options with
        {
            OptIn = [ResourceDialects.Azure],
            Times = options.Times with { SocketPatience = TimeSpan.FromHours(1) },
        });
        await _service.DisposeAsync();
        if (wasKilled)
            FakeService.LeaveBehind(_folder["aesm.socket"]);

        var given = await _kubelet.Admit("pod", "app", (Azure, 1));
        var folder = Assert.Single(given.Mounts).HostPath;

        Assert.True(File.GetUnixFileMode(folder).HasFlag(UnixFileMode.OtherExecute | UnixFileMode.OtherRead));
        Assert.Empty(Directory.GetFiles(folder));
        Assert.Equal(Path.GetFileName(folder), Assert.Single(Journal.Tokens()).ToString());
        await using var service = new FakeService(_folder);
        await Eventually.Holds(() => Path.Exists(Path.Combine(folder, "aesm.socket")), Cancellation);
    }

    [Fact]
    public async Task A_service_that_is_there_is_waited_for()
    {
        await using var plugin = await Start();
        _service.IsKeeping = false;

        var admitting = _kubelet.Admit("pod", "app", (Quoting, 1));
        await Eventually.Holds(() => Journal.Tokens().Count == 1, Cancellation);
        _service.IsKeeping = true;

        var folder = Assert.Single((await admitting).Mounts).HostPath;
        using var connected = await UnixChannel.Connect(Path.Combine(folder, "aesm.socket"), Cancellation);
    }

    [Fact]
    public async Task A_service_that_listens_for_nobody_is_waited_for_no_longer_than_patience_lasts()
    {
        await using var plugin = await Start(
            options => options with { Times = options.Times with { SocketPatience = TimeSpan.FromMilliseconds(100) } });
        _service.IsKeeping = false;

        var given = await _kubelet.Admit("pod", "app", (Quoting, 1));

        Assert.Empty(Directory.GetFiles(Assert.Single(given.Mounts).HostPath));
    }

    [Fact]
    public async Task A_service_that_goes_while_it_is_waited_for_is_not_waited_for_any_more()
    {
        await using var plugin = await Start(
            options => options with { Times = options.Times with { SocketPatience = TimeSpan.FromHours(1) } });
        _service.IsKeeping = false;

        var admitting = _kubelet.Admit("pod", "app", (Quoting, 1));
        await Eventually.Holds(() => Journal.Tokens().Count == 1, Cancellation);
        await _service.DisposeAsync();

        Assert.Empty(Directory.GetFiles(Assert.Single((await admitting).Mounts).HostPath));
    }

    [Fact]
    public async Task An_allocation_that_cannot_be_written_down_is_refused()
    {
        await using var plugin = await Start(options => options with { JournalFolder = _folder["file/journal"] });
        await File.WriteAllTextAsync(_folder["file"], "", Cancellation);

        var refusal = await Assert.ThrowsAsync<RpcException>(() => _kubelet.Admit("pod", "app", (Quoting, 1)));

        Assert.Equal(StatusCode.Unavailable, refusal.StatusCode);
        Assert.Contains("cannot write the allocation down", refusal.Status.Detail, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["allocations"]));
    }

    [Fact]
    public async Task An_allocation_whose_folder_cannot_be_made_is_refused_and_not_written_down_any_more()
    {
        await using var plugin = await Start(
            options => options with { AllocationsFolder = _folder["file/allocations"] });
        await File.WriteAllTextAsync(_folder["file"], "", Cancellation);
        await _service.DisposeAsync();

        var refusal = await Assert.ThrowsAsync<RpcException>(() => _kubelet.Admit("pod", "app", (Quoting, 1)));

        Assert.Equal(StatusCode.Unavailable, refusal.StatusCode);
        Assert.Contains("or make its folder", refusal.Status.Detail, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["journal"]));
    }

    [Fact]
    public async Task Nobody_learns_a_token_from_a_refusal()
    {
        var journal = _folder["journal"];
        while (journal.Length < LongestPath - 40)
            journal = Path.Combine(journal, new string('x', Math.Min(200, LongestPath - 30 - journal.Length)));
        await using var plugin = await Start(options => options with { JournalFolder = journal });

        var refusal = await Assert.ThrowsAsync<RpcException>(() => _kubelet.Admit("pod", "app", (Quoting, 1)));

        Assert.Matches("xx/[0-9a-f]{8}….json", refusal.Status.Detail);
        Assert.DoesNotMatch("[0-9a-f]{32}", refusal.Status.Detail);
    }

    [Theory]
    [InlineData("I")]
    [InlineData("A", "no")]
    [InlineData("A", "")]
    [InlineData("sgx-0")]
    [InlineData("é")]
    [InlineData]
    public async Task What_is_no_unit_is_refused(params string[] ids)
    {
        await using var plugin = await Start(options => options with { OptIn = [ResourceDialects.Azure] });

        var refusal = await Assert.ThrowsAsync<RpcException>(() => _kubelet.Allocate(Azure, ids));

        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        Assert.Contains(Azure, refusal.Status.Detail, StringComparison.Ordinal);
        Assert.Empty(Journal.Tokens());
    }

    [Fact]
    public async Task A_device_node_that_went_a_moment_ago_is_told()
    {
        _ = Directory.CreateDirectory(_folder["dev"]);
        await File.WriteAllTextAsync(_folder["dev/sgx_enclave"], "", Cancellation);
        await using var plugin = await Start(options => options with { Epc = EpcSetting.Parse("8Mi")! });
        File.Delete(_folder["dev/sgx_enclave"]);

        var refusal = await Assert.ThrowsAsync<RpcException>(() => _kubelet.Allocate(Azure, "A"));

        Assert.Equal(StatusCode.FailedPrecondition, refusal.StatusCode);
        Assert.Contains("/dev/sgx_enclave", refusal.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_pod_can_have_100_GiB_and_the_pods_resources_tell_of_each_unit()
    {
        await using var plugin = await Start(options => options with
        {
            OptIn = [ResourceDialects.Azure],
            Epc = EpcSetting.Parse("simulated:128Gi")!,
        });

        var given = await _kubelet.Admit("pod", "app", (Azure, 100 * 1024));

        Assert.Single(given.Mounts);
        Assert.Equal(100 * 1024, Journal.Read(Assert.Single(Journal.Tokens()))!.Ids.Count);
        using var channel = UnixChannel.Open(_kubelet.PodResourcesSocket, 64 * 1024 * 1024);
        var listing = await new PodResourcesLister.PodResourcesListerClient(channel).ListAsync(
            new(), deadline: DateTime.UtcNow.AddMinutes(1), cancellationToken: Cancellation);
        Assert.Equal(100 * 1024, Assert.Single(Assert.Single(listing.PodResources).Containers).Devices.Count);
    }

    private async Task<RunningPlugin> Start(Func<PluginOptions, PluginOptions>? change = null)
    {
        var options = (change ?? (unchanged => unchanged))(RunningPlugin.Options(_folder));
        await _kubelet.Start();
        var plugin = RunningPlugin.Start(options);
        await Eventually.Holds(
            () => options.Resources.All(dialect => _kubelet.Allocatable(dialect.Name) > 0), Cancellation);
        return plugin;
    }
}
