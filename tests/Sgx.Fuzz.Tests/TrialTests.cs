namespace Sgx.Fuzz.Tests;

public sealed class TrialTests
{
    [Fact]
    public void What_a_target_throws_is_a_finding() =>
        Assert.Throws<InvalidOperationException>(() => Trial.Run(new FragileTarget(), new byte[] { 1 }));

    [Fact]
    public void An_input_that_takes_much_memory_is_a_finding() =>
        Assert.Throws<FindingException>(() => Trial.Run(new FragileTarget(), new byte[] { 2 }));

    [Fact]
    public void Everything_else_is_an_outcome() =>
        Assert.Equal(Outcome.Taken, Trial.Run(new FragileTarget(), new byte[] { 3 }));
}
