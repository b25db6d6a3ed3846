namespace Sgx.Simulation.Tests;

public sealed class SimulatedEnclaveTests
{
    private static readonly SimulatedEnclave Alice = Enclave("alice", new SimulatedCpu());

    [Theory]
    [InlineData(ReportKeyLayout.A)]
    [InlineData(ReportKeyLayout.B)]
    public void It_believes_a_report_addressed_to_it_and_no_other(ReportKeyLayout layout)
    {
        var cpu = new SimulatedCpu { Layout = layout };
        var (alice, bob) = (Enclave("alice", cpu), Enclave("bob", cpu));

        Assert.True(bob.VerifyReport(alice.CreateReport(bob.TargetInfo, "hello"u8)));
        Assert.False(bob.VerifyReport(alice.CreateReport(alice.TargetInfo, "hello"u8)));
    }

    [Fact]
    public void It_does_not_believe_a_changed_report()
    {
        var bytes = Alice.CreateReport(Alice.TargetInfo, "hello"u8).Bytes.ToArray();
        bytes[ReportBody.Layout.ReportData.Offset] ^= 1;

        Assert.False(Alice.VerifyReport(Report.Parse(bytes)));
    }

    [Fact]
    public void It_does_not_believe_a_report_of_a_cpu_with_another_cpusvn()
    {
        var stranger = Enclave("alice", new SimulatedCpu(SimulatedCpuSvn.Upgraded));

        Assert.False(Alice.VerifyReport(stranger.CreateReport(Alice.TargetInfo, "hello"u8)));
    }

    private static SimulatedEnclave Enclave(string name, SimulatedCpu cpu) => new(
        new()
        {
            MrEnclave = new(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(name))),
            MrSigner = default,
        },
        cpu);
}
