using Sgx.Simulation.Cpu;
using Sgx.Simulation.Tests.Cpu;

namespace Sgx.Simulation.Tests;

public sealed class SimulatedCpuTests
{
    private static readonly EnclaveIdentity Speaker = new()
    {
        MrEnclave = Measurement.Parse("95a4efb553bb73176ff6058796b6542f9ad00adbd615098e4f3814a9ccb7c7d6"),
        MrSigner = Measurement.Parse("351f6f0fa14e11d9b4ad0f5fa86a8376b41a4943054bc603034e2df5404a7aaf"),
        Attributes = EnclaveAttributes.Init | EnclaveAttributes.Debug | EnclaveAttributes.Mode64Bit,
        Xfrm = 7,
    };

    private static readonly EnclaveIdentity Target = new()
    {
        MrEnclave = Measurement.Parse("42521ca74b7ef0ca9320ec57cea1448533eceb6166302744f730ca8c51ae8c51"),
        MrSigner = default,
        Attributes = EnclaveAttributes.Init | EnclaveAttributes.Mode64Bit | EnclaveAttributes.ProvisionKey,
    };

    private static readonly byte[] ReportData = Convert.FromHexString(
        "0ac28d624e58eb9b8029600bf3e7dbb2b14a0281ee531e74aad12163a830cd66"
        + "d1e38b5587ce8f676ed294860e001054f9bbc9b9511f1f53a92f7bf082a84146");

    [Theory]
    [InlineData(ReportKeyLayout.A, "1fc127f5adf678f18f82bda1abce095c", "4789f4d87c49d17ac0d82bbaa08f8e6f")]
    [InlineData(ReportKeyLayout.B, "ab03e2053d76f90438c42e6fcb9baf9c", "0dd562fc4045545d0c71633c7a0ffb61")]
    public void The_worked_example_gives_its_key_and_mac(ReportKeyLayout layout, string key, string mac)
    {
        var cpu = new SimulatedCpu { Layout = layout };

        var report = cpu.CreateReport(Speaker, Target.ToTargetInfo(), ReportData);

        Assert.Equal(mac, Convert.ToHexStringLower(report.Mac));
        Assert.Equal(key, Convert.ToHexStringLower(cpu.GetKey(Target, ReportKeyRequest(report)).Key.Span));
    }

    private static KeyRequest ReportKeyRequest(Report report)
    {
        var request = new byte[KeyRequest.Size];
        request[KeyRequest.Layout.KeyName.Offset] = (byte)KeyName.Report;
        report.KeyId.CopyTo(KeyRequest.Layout.KeyId.In(request));
        return new(request);
    }

    [Theory]
    [InlineData("ereport-layout-a.json", ReportKeyLayout.A, 10)]
    [InlineData("ereport-layout-b.json", ReportKeyLayout.B, 14)]
    [InlineData("ereport-layout-c.json", ReportKeyLayout.C, 5)]
    public void It_makes_every_report_that_the_sdk_makes(string file, ReportKeyLayout layout, int count)
    {
        var cases = SimulatorVectors.Read(file);

        Assert.Equal(count, cases.Count);
        Assert.All(cases, one =>
        {
            var secs = one.GetProperty("source_secs");
            var target = TargetInfo.Parse(one.Hex("target_info"));
            var report = secs.Cpu(layout).CreateReport(secs.Enclave(), target, one.Hex("report_data"));
            Assert.Equal(one.Text("report"), Convert.ToHexStringLower(report.Bytes.Span));
        });
    }

    [Fact]
    public void The_target_of_a_layout_c_report_derives_another_key_than_its_maker() => Assert.All(
        SimulatorVectors.Read("ereport-layout-c.json"),
        one =>
        {
            var secs = one.GetProperty("source_secs");
            var target = TargetInfo.Parse(one.Hex("target_info"));
            var derivation = new ReportKeyDerivation(target, secs.Hex("cpu_svn"), one.Hex("key_id"));
            Assert.Equal(one.Hex("report_key_of_target"), derivation.Derive(ReportKeyLayout.C));
        });

    [Theory]
    [InlineData("egetkey-layout-a.json", ReportKeyLayout.A, 13)]
    [InlineData("egetkey-layout-b.json", ReportKeyLayout.B, 22)]
    public void It_gives_every_key_and_error_that_the_sdk_gives(string file, ReportKeyLayout layout, int count)
    {
        var cases = SimulatorVectors.Read(file);

        Assert.Equal(count, cases.Count);
        Assert.All(cases, one =>
        {
            var secs = one.GetProperty("secs");
            var result = secs.Cpu(layout).GetKey(secs.Enclave(), new KeyRequest(one.Hex("key_request")));
            Assert.Equal(one.GetProperty("result").GetInt32(), (int)result.Status);
            Assert.Equal(one.GetProperty("key").GetString() ?? "", Convert.ToHexStringLower(result.Key.Span));
        });
    }

    [Theory]
    [InlineData(nameof(KeyRequest.Layout.Reserved1), 6, 1)]
    [InlineData(nameof(KeyRequest.Layout.Reserved2), 511, 1)]
    [InlineData("an unknown policy bit", 2, 0x40)]
    [InlineData("a policy that needs KSS", 2, 0x08)]
    [InlineData("a CONFIGSVN that needs KSS", 76, 1)]
    public void A_request_that_makes_the_instruction_fault_is_refused(string why, int offset, byte value)
    {
        var request = new byte[KeyRequest.Size];
        request[offset] = value;

        Assert.NotEmpty(why);
        Assert.Throws<SgxFormatException>(() => new SimulatedCpu().GetKey(Speaker, new KeyRequest(request)));
    }

    [Fact]
    public void Report_data_is_filled_up_with_zeros_and_never_cut()
    {
        var (cpu, target) = (new SimulatedCpu(), Target.ToTargetInfo());

        var report = cpu.CreateReport(Speaker, target, [1, 2, 3]);

        Assert.Equal([1, 2, 3, .. new byte[61]], report.Body.ReportData.ToArray());
        Assert.Throws<SgxFormatException>(() => cpu.CreateReport(Speaker, target, new byte[65]));
    }
}
