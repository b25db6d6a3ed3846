using Sgx.Testing;

namespace Sgx.NodeStatus.Tests;

public sealed class NodeStatusCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--node", "")]
    [InlineData("--capacity", "sgx.intel.com/epc")]
    [InlineData("--capacity", "sgx.intel.com/epc=ten")]
    [InlineData("--interval", "0")]
    public void A_value_that_makes_no_sense_is_named(string option, string value)
    {
        string[] args = option == "--node" ? [option, value] : ["--node", "n", option, value];
        var parsed = NodeStatusCommand.Create().Parse(args);

        Assert.Contains(
            option, Assert.Throws<FormatException>(() => NodeStatusCommand.Read(parsed)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Who_does_not_clean_is_not_told_to_stay()
    {
        var alone = NodeStatusCommand.Create().Parse(["--node", "n", "--stay"]);
        var both = NodeStatusCommand.Create().Parse(["--node", "n", "--clean", "--stay"]);

        Assert.Contains(
            "--clean", Assert.Throws<FormatException>(() => NodeStatusCommand.Read(alone)).Message,
            StringComparison.Ordinal);
        Assert.True(NodeStatusCommand.Read(both).IsStaying);
    }

    [Fact]
    public void What_is_off_is_left_alone()
    {
        var options = NodeStatusCommand.Read(
            NodeStatusCommand.Create().Parse(["--node", "n", "--condition", "off", "--events", "off"]));

        Assert.Null(options.Condition);
        Assert.Null(options.Taint);
        Assert.False(options.Events);
        Assert.Empty(options.Capacity);
    }

    [Fact]
    public void The_kernels_epc_is_that_of_all_numa_nodes()
    {
        foreach (var node in (string[])["node0", "node1"])
        {
            var folder = Directory.CreateDirectory(_folder[$"devices/system/node/{node}/x86"]).FullName;
            File.WriteAllText(Path.Combine(folder, "sgx_total_bytes"), "274877906944\n");
        }

        Assert.Equal(549_755_813_888, NodeStatusCommand.EpcBytes(_folder.Path));
    }

    [Fact]
    public void A_kernel_without_epc_is_told() => Assert.Contains(
        "no EPC", Assert.Throws<FormatException>(() => NodeStatusCommand.EpcBytes(_folder.Path)).Message,
        StringComparison.Ordinal);
}
