using System.Net;
using Sgx.Agent.DevicePlugin;
using Sgx.Agent.DevicePlugin.Resources;
using Sgx.Agent.Tests.Support;
using Sgx.Testing;
using Sgx.Testing.Kubelet;

namespace Sgx.Agent.Tests.DevicePlugin;

public sealed class RegistrationTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeKubelet _kubelet;
    private readonly FakeService _service;

    public RegistrationTests()
    {
        _kubelet = new(_folder.Path);
        _service = new(_folder);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Azure => ResourceDialects.Azure.Name;

    private static string Quoting => ResourceDialects.Quoting.Name;

    public async ValueTask DisposeAsync()
    {
        await _kubelet.DisposeAsync();
        await _service.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("kubernetes.azure.com/sgx_epc_mem_in_MiB", 8)]
    [InlineData("alibabacloud.com/sgx_epc_MiB", 8)]
    [InlineData("sgx.intel.com/enclave", 20)]
    [InlineData("sgx.intel.com/provision", 30)]
    [InlineData("sgx-quote-helper.io/quoting", 110)]
    public async Task Each_resource_is_registered_with_its_units(string resource, int units)
    {
        await _kubelet.Start();
        await using var plugin = Start(options => options with { Resources = ResourceDialects.ParseList(resource)! });

        await Has(resource, units);

        Assert.Equal("", plugin.Trouble);
    }

    [Fact]
    public async Task A_plugin_that_is_there_before_the_kubelet_waits_for_it()
    {
        await using var plugin = Start();
        await Eventually.Holds(
            () => plugin.Trouble.Contains("there is no kubelet", StringComparison.Ordinal), Cancellation);

        await _kubelet.Start();

        await Has(Azure, 8);
        await Has(Quoting, 110);
    }

    [Fact]
    public async Task Ready_over_HTTP_is_a_plugin_that_is_registered_for_every_resource()
    {
        var address = FreeAddress.Find();
        await using var plugin = Start(options => options with { Http = address });
        using var client = new HttpClient { BaseAddress = new Uri($"http://{address}") };
        await Eventually.Holds(
            () => plugin.Trouble.Contains("there is no kubelet", StringComparison.Ordinal), Cancellation);

        using var before = await client.GetAsync(new Uri("/readyz", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, before.StatusCode);
        var why = await before.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains($"{Azure}: there is no kubelet at {_kubelet.PluginFolder}", why, StringComparison.Ordinal);

        await _kubelet.Start();
        await Has(Azure, 8);
        await Has(Quoting, 110);
        using var after = await client.GetAsync(new Uri("/readyz", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task A_kubelet_that_restarts_gets_the_resources_again()
    {
        await _kubelet.Start();
        await using var plugin = Start();
        await Has(Azure, 8);
        _ = await _kubelet.Admit("pod", "app", (Azure, 3));

        for (var restarts = 1; restarts <= 3; restarts++)
        {
            Assert.Empty(await _kubelet.Restart());
            await Has(Azure, 8);
            await Has(Quoting, 110);
        }

        await Eventually.Holds(() => plugin.Trouble.Length == 0, Cancellation);
        _ = await _kubelet.Admit("other", "app", (Azure, 5));
    }

    // The rule of docs/device-plugin.md: no init container with a resource of the plugin.
    [Fact]
    public async Task Of_a_restarted_kubelet_those_pods_live_whose_containers_with_units_run()
    {
        await _kubelet.Start();
        await using var plugin = Start();
        await Has(Azure, 8);
        _ = await _kubelet.Admit("runs", "app", (Azure, 1));
        _ = await _kubelet.Admit("ran again", "app", (Azure, 1));
        _kubelet.Crash("ran again", "app");
        _ = _kubelet.RestartInPlace("ran again", "app");
        _ = await _kubelet.AdmitInitial("waits without units", "wait");
        _ = await _kubelet.Admit("waits without units", "app", (Azure, 1));
        _ = await _kubelet.AdmitInitial("waits by units", "wait", (Azure, 1));
        _ = await _kubelet.Admit("waits by units", "app", (Azure, 1));
        _ = await _kubelet.Admit("crashes", "app", (Azure, 1));
        _kubelet.Crash("crashes", "app");

        var refused = await _kubelet.Restart();

        Assert.Equal(["waits by units", "crashes"], refused);
        var alive = _kubelet.PodResources().PodResources.Select(pod => pod.Name);
        Assert.Equal(["runs", "ran again", "waits without units"], alive);
        await Has(Azure, 8);
        _ = await _kubelet.Admit("another", "app", (Azure, 5));
    }

    [Fact]
    public async Task A_kubelet_that_makes_its_folder_anew_gets_the_resources_again()
    {
        await _kubelet.Start();
        await using var plugin = Start();
        await Has(Azure, 8);

        await _kubelet.Stop();
        Directory.Delete(_kubelet.PluginFolder, recursive: true);
        await Eventually.Holds(() => plugin.Trouble.Length > 0, Cancellation);
        await _kubelet.Start();

        await Has(Azure, 8);
    }

    [Fact]
    public async Task A_kubelet_that_hangs_up_and_keeps_the_sockets_gets_the_resources_again()
    {
        await _kubelet.Start();
        await using var plugin = Start();
        await Has(Azure, 8);

        await _kubelet.HangUp(Azure);
        Assert.Equal(0, _kubelet.Allocatable(Azure));

        await Has(Azure, 8);
    }

    [Fact]
    public async Task A_kubelet_that_refuses_is_asked_again()
    {
        _kubelet.Refuses = true;
        await _kubelet.Start();
        await using var plugin = Start();
        await Eventually.Holds(
            () => plugin.Trouble.Contains("the fake kubelet refuses", StringComparison.Ordinal), Cancellation);

        _kubelet.Refuses = false;

        await Has(Azure, 8);
    }

    [Fact]
    public async Task Of_a_kubelet_before_1_26_it_is_told_that_it_cannot_talk_to_the_plugin()
    {
        await using var old = new FakeKubelet(_folder.Path) { DialsByPath = true };
        await old.Start();
        await using var plugin = Start();

        await Eventually.Holds(() => plugin.Trouble.Contains("before 1.26", StringComparison.Ordinal), Cancellation);

        Assert.True(old.OldCallWasRefused);
    }

    [Fact]
    public async Task A_plugin_that_leaves_publishes_no_empty_list()
    {
        await _kubelet.Start();
        var plugin = Start();
        await Has(Azure, 8);

        await plugin.DisposeAsync();
        await Eventually.Holds(() => _kubelet.Allocatable(Azure) == 0, Cancellation);

        Assert.Equal(8, _kubelet.Capacity(Azure));
        Assert.Equal(["kubelet.sock"], Directory.GetFiles(_kubelet.PluginFolder).Select(Path.GetFileName));
        _kubelet.EndGrace();
        Assert.Equal(0, _kubelet.Capacity(Azure));
    }

    [Fact]
    public async Task A_socket_that_a_killed_plugin_left_is_removed_and_a_living_ones_is_not()
    {
        await _kubelet.Start();
        await using var living = Start(options => options with { Resources = [ResourceDialects.Azure] });
        await Has(Azure, 8);
        var left = Path.Combine(_kubelet.PluginFolder, "sgx-azure-01234567.sock");
        FakeService.LeaveBehind(left);

        await using var plugin = Start();
        await Has(Quoting, 110);
        await Eventually.Holds(() => !File.Exists(left), Cancellation);

        Assert.Equal(2, Directory.GetFiles(_kubelet.PluginFolder, "sgx-azure-*").Length);
    }

    [Fact]
    public async Task The_quoting_resource_is_healthy_while_the_service_says_that_it_can_quote()
    {
        _service.IsReady = false;
        await _kubelet.Start();
        await using var plugin = Start();
        await Has(Azure, 8);
        await Eventually.Holds(() => _kubelet.Capacity(Quoting) == 110, Cancellation);
        Assert.Equal(0, _kubelet.Allocatable(Quoting));

        _service.IsReady = true;
        await Has(Quoting, 110);
        await _service.DisposeAsync();
        await Eventually.Holds(() => _kubelet.Allocatable(Quoting) == 0, Cancellation);

        Assert.Equal(8, _kubelet.Allocatable(Azure));
    }

    [Fact]
    public async Task Health_follows_the_device_nodes_that_are_there()
    {
        await _kubelet.Start();
        await using var plugin = Start(options => options with { Epc = EpcSetting.Parse("8Mi")! });
        await Eventually.Holds(() => _kubelet.Capacity(Azure) == 8, Cancellation);
        Assert.Equal(0, _kubelet.Allocatable(Azure));

        var node = Path.Combine(Directory.CreateDirectory(_folder["dev"]).FullName, "sgx_enclave");
        await File.WriteAllTextAsync(node, "", Cancellation);
        await Has(Azure, 8);
        File.Delete(node);

        await Eventually.Holds(() => _kubelet.Allocatable(Azure) == 0, Cancellation);
    }

    [Fact]
    public async Task Enclave_memory_of_256_GiB_is_listed_and_of_257_is_refused_with_words()
    {
        await _kubelet.Start();
        await using (var plugin = Start(options => options with { Epc = EpcSetting.Parse("simulated:256Gi")! }))
            await Has(Azure, 256 * 1024);

        await using var large = Start(options => options with { Epc = EpcSetting.Parse("simulated:257Gi")! });
        await Has(Quoting, 110);

        var refused = Assert.Single(large.Refused);
        Assert.Contains($"{Azure}: not registered", refused, StringComparison.Ordinal);
        Assert.Contains("extended resource of the node", refused, StringComparison.Ordinal);
        await Eventually.Holds(() => large.Trouble.Length == 0, Cancellation);
    }

    private RunningPlugin Start(Func<PluginOptions, PluginOptions>? change = null) =>
        RunningPlugin.Start((change ?? (options => options))(RunningPlugin.Options(_folder)));

    private Task Has(string resource, int units) =>
        Eventually.Holds(() => _kubelet.Allocatable(resource) == units, Cancellation);
}
