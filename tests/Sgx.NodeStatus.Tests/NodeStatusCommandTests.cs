namespace Sgx.NodeStatus.Tests;

public sealed class NodeStatusCommandTests
{
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
    public void A_resource_that_is_given_twice_is_named()
    {
        var parsed = NodeStatusCommand.Create().Parse(["--node", "n", "--capacity", "a/b=1", "--capacity", "a/b=2"]);

        Assert.Equal(
            "--capacity: expected each resource once, found a/b twice",
            Assert.Throws<FormatException>(() => NodeStatusCommand.Read(parsed)).Message);
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

    [Theory]
    [InlineData("7", 0, 7)]
    [InlineData("epc-bytes", 2097152, 2097152)]
    [InlineData("epc-mib", 2097152, 2)]
    [InlineData("epc-bytes", 0, null)]
    [InlineData("epc-mib", 0, null)]
    public void Units_are_a_number_or_the_kernels_epc(string units, long epcBytes, int? count)
    {
        var parsed = NodeStatusCommand.Create().Parse(["--node", "n", "--capacity", $"a/b={units}"]);

        Assert.Equal(count, NodeStatusCommand.Read(parsed).Capacity["a/b"].Count(epcBytes));
    }
}
