using System.Security.Cryptography;
using Sgx.Binary;
using Sgx.Simulation.Quoting;

namespace Sgx.Simulation.Tests.Quoting;

public sealed class ReportGateTests
{
    private static readonly EnclaveIdentity QuotingEnclave = SimulatedQuotingEnclave.IdentityOf(isvSvn: 11);

    private static readonly EnclaveIdentity Application = new()
    {
        MrEnclave = new(SHA256.HashData("app"u8)),
        MrSigner = new(SHA256.HashData("signer"u8)),
        Attributes = EnclaveAttributes.Init | EnclaveAttributes.Mode64Bit | EnclaveAttributes.Kss,
        ConfigId = SHA512.HashData("config"u8),
    };

    private static readonly ReportGate Gate = new(QuotingEnclave.ToTargetInfo(), acceptRustSdkReports: false);

    private static readonly TargetInfo Addressee = QuotingEnclave.ToTargetInfo();

    public static TheoryData<string> CoveredFields => [.. Covered.Keys];

    private static readonly Dictionary<string, Field> Covered = ReportBody.Layout.All
        .Select((field, i) => (field, Name: $"body field {i} at {field.Offset}"))
        .Append((Report.Layout.KeyId, "KEYID"))
        .Append((Report.Layout.Mac, "MAC"))
        .ToDictionary(pair => pair.Item2, pair => pair.Item1);

    [Theory]
    [InlineData(ReportKeyLayout.A, SimulatedCpuSvn.Default)]
    [InlineData(ReportKeyLayout.B, SimulatedCpuSvn.Downgraded)]
    [InlineData(ReportKeyLayout.B, SimulatedCpuSvn.Default)]
    [InlineData(ReportKeyLayout.B, SimulatedCpuSvn.Upgraded)]
    public void It_admits_reports_of_every_simulator_and_tells_which(ReportKeyLayout layout, SimulatedCpuSvn svn) =>
        Assert.Equal(layout, Gate.Admit(ReportBy(new SimulatedCpu(svn) { Layout = layout }, Addressee)));

    [Theory]
    [MemberData(nameof(CoveredFields))]
    public void A_flipped_bit_in_any_field_is_refused(string field)
    {
        var bytes = ReportBy(new SimulatedCpu(), QuotingEnclave.ToTargetInfo()).Bytes.ToArray();
        bytes[Covered[field].Offset] ^= 1;

        AssertRefused(Report.Parse(bytes));
    }

    [Fact]
    public void A_report_to_another_enclave_is_refused_in_words()
    {
        var other = (QuotingEnclave with { MrEnclave = default }).ToTargetInfo();

        Assert.Contains("another enclave", AssertRefused(ReportBy(new SimulatedCpu(), other)));
    }

    [Fact]
    public void A_report_to_nobody_is_refused_in_words()
    {
        var nobody = TargetInfo.Parse(new byte[TargetInfo.Size]);

        Assert.Contains("nobody", AssertRefused(ReportBy(new SimulatedCpu(), nobody)));
    }

    [Fact]
    public void A_report_to_its_own_maker_is_refused_in_words()
    {
        var report = ReportBy(new SimulatedCpu(), Application.ToTargetInfo());

        Assert.Contains("the enclave that made it", AssertRefused(report));
    }

    [Fact]
    public void A_report_of_real_hardware_is_refused_in_words()
    {
        var bytes = ReportBy(new SimulatedCpu(), QuotingEnclave.ToTargetInfo()).Bytes.ToArray();
        ReportBody.Layout.CpuSvn.In(bytes).Fill(0x0e);

        Assert.Contains("CPUSVN", AssertRefused(Report.Parse(bytes)));
    }

    public static TheoryData<string, bool> OtherTargets => new()
    {
        { "another attribute", true },
        { "another MISCSELECT", false },
        { "another CONFIGID", false },
        { "another CONFIGSVN", false },
    };

    [Theory]
    [MemberData(nameof(OtherTargets))]
    public void Layout_b_binds_the_whole_target_and_layout_a_its_measurement_and_attributes(
        string difference, bool refusedByA)
    {
        var target = Differing(difference).ToTargetInfo();

        AssertRefused(ReportBy(new SimulatedCpu { Layout = ReportKeyLayout.B }, target));
        var report = ReportBy(new SimulatedCpu { Layout = ReportKeyLayout.A }, target);
        Assert.Equal(refusedByA, Record.Exception(() => Gate.Admit(report)) is QuotingException);
    }

    private static EnclaveIdentity Differing(string difference) => difference switch
    {
        "another attribute" => QuotingEnclave with { Attributes = QuotingEnclave.Attributes | EnclaveAttributes.Debug },
        "another MISCSELECT" => QuotingEnclave with { MiscSelect = 1 },
        "another CONFIGID" => QuotingEnclave with { ConfigId = Application.ConfigId },
        _ => QuotingEnclave with { ConfigSvn = 1 },
    };

    [Fact]
    public void Reports_of_the_rust_sdk_are_admitted_only_if_that_is_wanted()
    {
        var report = ReportBy(new SimulatedCpu { Layout = ReportKeyLayout.C }, QuotingEnclave.ToTargetInfo());
        var tolerant = new ReportGate(QuotingEnclave.ToTargetInfo(), acceptRustSdkReports: true);

        Assert.Equal(ReportKeyLayout.C, tolerant.Admit(report));
        AssertRefused(report);
    }

    [Fact]
    public void The_answer_of_a_mended_rust_sdk_is_admitted_always()
    {
        // Speaker and target have the same measurement, so the simulator's mistake does not show.
        var namesake = Application with { MrEnclave = QuotingEnclave.MrEnclave };
        var report = new SimulatedCpu { Layout = ReportKeyLayout.C }.CreateReport(namesake, Addressee, []);

        Assert.Equal(ReportKeyLayout.C, Gate.Admit(report));
    }

    private static Report ReportBy(SimulatedCpu cpu, TargetInfo target) =>
        cpu.CreateReport(Application, target, "hello"u8);

    private static string AssertRefused(Report report)
    {
        var refusal = Assert.Throws<QuotingException>(() => Gate.Admit(report));
        Assert.Equal(QuotingFailure.InvalidReport, refusal.Failure);
        return refusal.Message;
    }
}
