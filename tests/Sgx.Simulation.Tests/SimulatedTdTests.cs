using System.Security.Cryptography;
using Sgx.Quotes;
using Sgx.Testing;
using L = Sgx.TdReport.Layout;

namespace Sgx.Simulation.Tests;

public sealed class SimulatedTdTests
{
    [Fact]
    public void Its_report_says_who_it_is()
    {
        var report = SimulatedNode.Td.CreateReport("hello"u8).Bytes.Span;
        var td = SimulatedNode.TdIdentity;

        Assert.Equal((byte[])[0x81, 0, 1, 0], L.ReportType.Of(report));
        Assert.Equal((byte[])[.. "hello"u8, .. new byte[59]], L.ReportData.Of(report));
        Assert.Equal(td.MrTd.Span, L.MrTd.Of(report));
        Assert.Equal(td.MrConfigId.Span, L.MrConfigId.Of(report));
        Assert.Equal(td.MrOwner.Span, L.MrOwner.Of(report));
        Assert.Equal(td.MrOwnerConfig.Span, L.MrOwnerConfig.Of(report));
        Assert.Equal(td.Rtmrs.Span, L.Rtmrs.Of(report));
        Assert.Equal(td.MrServiceTd.Span, L.MrServiceTd.Of(report));
        Assert.Equal((ulong)TdAttributes.SeptVeDisable, BitConverter.ToUInt64(L.TdAttributes.Of(report)));
        Assert.Equal(td.Xfam, BitConverter.ToUInt64(L.Xfam.Of(report)));
    }

    [Fact]
    public void Its_report_holds_digests_of_module_and_td_under_a_mac()
    {
        var report = SimulatedNode.Td.CreateReport([]);
        var bytes = report.Bytes.Span;

        Assert.True(report.DigestsHold);
        Assert.Equal(SHA384.HashData(bytes[256..495]), L.TeeTcbInfoHash.Of(bytes));
        Assert.Equal(SHA384.HashData(bytes[512..]), L.TdInfoHash.Of(bytes));
        Assert.Equal(HMACSHA256.HashData("THISISTHEKEYOFSIMULATEDTDREPORTS"u8, bytes[..224]), report.Mac);
    }

    [Fact]
    public void Its_report_tells_the_tcb_of_the_launch_from_that_of_now()
    {
        var td = new SimulatedTd(SimulatedNode.TdIdentity with { LaunchTcb = new(3, 1, 1) }, new TdxTcb(5, 1, 2));
        var report = td.CreateReport([]).Bytes.Span;

        Assert.Equal((byte[])[3, 1, 1, .. new byte[13]], L.TeeTcbSvn.Of(report));
        Assert.Equal((byte[])[5, 1, 2, .. new byte[13]], L.TeeTcbSvn2.Of(report));
    }

    [Fact]
    public void A_td_without_a_service_td_makes_a_report_of_version_0()
    {
        var td = new SimulatedTd(new() { MrTd = new byte[48] }, TdxTcb.Default);

        Assert.Equal(0, td.CreateReport([]).Version);
        Assert.Equal(1, SimulatedNode.Td.CreateReport([]).Version);
    }

    [Fact]
    public void Equal_tds_make_equal_reports() => Assert.Equal(
        SimulatedNode.Td.CreateReport([1]).Bytes.ToArray(),
        new SimulatedTd(SimulatedNode.TdIdentity, SimulatedNode.Options.Tdx).CreateReport([1]).Bytes.ToArray());

    [Fact]
    public void More_than_64_bytes_of_report_data_are_refused() =>
        Assert.Throws<SgxFormatException>(() => SimulatedNode.Td.CreateReport(new byte[65]));

    [Theory]
    [InlineData(47)]
    [InlineData(49)]
    public void A_measurement_has_48_bytes(int size)
    {
        _ = Assert.Throws<SgxFormatException>(() => SimulatedNode.TdIdentity with { MrTd = new byte[size] });
        _ = Assert.Throws<SgxFormatException>(() => SimulatedNode.TdIdentity with { MrServiceTd = new byte[size] });
        _ = Assert.Throws<SgxFormatException>(() => SimulatedNode.TdIdentity with { Rtmrs = new byte[4 * size] });
    }

    [Fact]
    public void A_tdx_tcb_is_written_as_it_is_read()
    {
        Assert.Equal(new TdxTcb(5, 1, 255), TdxTcb.Parse(new TdxTcb(5, 1, 255).ToString()));
        Assert.All(
            ["", "0501", "05010203", "05010g"],
            text => Assert.Throws<SgxFormatException>(() => TdxTcb.Parse(text)));
    }
}
