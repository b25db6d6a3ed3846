using Sgx.Agent.DevicePlugin.Devices;
using Sgx.Testing;

namespace Sgx.Agent.Tests.DevicePlugin.Devices;

public sealed class DeviceNodesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sgx_enclave")]
    [InlineData("sgx/enclave")]
    [InlineData("sgx")]
    [InlineData("isgx")]
    public void An_enclave_node_is_known_by_every_name_that_it_had(string name)
    {
        Make(name);

        var node = Assert.Single(Find(DeviceNodeKind.Enclave));

        Assert.Equal(new($"/dev/{name}", $"/dev/{name}"), node);
        Assert.Empty(Find(DeviceNodeKind.Provision));
    }

    [Theory]
    [InlineData("sgx_provision")]
    [InlineData("sgx/provision")]
    public void So_is_a_provision_node(string name)
    {
        Make(name);

        Assert.Equal(new($"/dev/{name}", $"/dev/{name}"), Assert.Single(Find(DeviceNodeKind.Provision)));
        Assert.Empty(Find(DeviceNodeKind.Enclave));
    }

    [Fact]
    public void A_link_for_old_programs_keeps_its_name_and_leads_to_the_device()
    {
        Make("sgx_enclave");
        _ = Directory.CreateDirectory(_folder["sgx"]);
        _ = File.CreateSymbolicLink(_folder["sgx/enclave"], "../sgx_enclave");

        Assert.Equal(
            [new("/dev/sgx_enclave", "/dev/sgx_enclave"), new("/dev/sgx/enclave", "/dev/sgx_enclave")],
            Find(DeviceNodeKind.Enclave));
    }

    [Fact]
    public void Graphenes_node_comes_along_and_is_no_enclave_node_by_itself()
    {
        Make("gsgx");
        Assert.Empty(Find(DeviceNodeKind.Enclave));

        Make("isgx");

        Assert.Equal(["/dev/isgx", "/dev/gsgx"], Find(DeviceNodeKind.Enclave).Select(node => node.HostPath));
    }

    private IReadOnlyList<DeviceNode> Find(DeviceNodeKind kind) => new DeviceNodes(_folder.Path).Find(kind);

    private void Make(string name)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllText(_folder[name], "");
    }
}
