using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Dcap.Tests.Minting;

namespace Sgx.Dcap.Tests.Collateral;

public sealed class TcbInfoTests
{
    [Fact]
    public void A_document_is_read()
    {
        var info = Parse(MintedDocument.TcbInfo);

        Assert.Equal("SGX", info.Id);
        Assert.Equal(17u, info.TcbEvaluationDataNumber);
        Assert.Equal("00606a000000", Convert.ToHexStringLower(info.Fmspc.Span));
        Assert.Equal(new(2025, 7, 1, 0, 0, 0, TimeSpan.Zero), info.Validity.Until);
    }

    [Theory]
    [InlineData(5, 11, TcbStatus.UpToDate)]
    [InlineData(255, 65535, TcbStatus.UpToDate)]
    [InlineData(4, 11, TcbStatus.OutOfDate)]
    [InlineData(3, 11, TcbStatus.OutOfDate)]
    public void A_platform_matches_the_highest_level_that_it_meets(int svn, int pceSvn, TcbStatus status) =>
        Assert.Equal(status, Parse(MintedDocument.TcbInfo).Match(Tcb(svn, pceSvn)).Status);

    [Theory]
    [InlineData(2, 11)]
    [InlineData(5, 10)]
    public void A_platform_below_every_level_matches_none(int svn, int pceSvn)
    {
        var info = Parse(MintedDocument.TcbInfo);
        var e = Assert.Throws<QuoteRejectedException>(() => info.Match(Tcb(svn, pceSvn)));
        Assert.Equal(RejectionReason.TcbNotSupported, e.Reason);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(15)]
    public void Every_component_counts(int lower)
    {
        var components = Enumerable.Repeat((byte)5, 16).ToArray();
        components[lower] = 4;
        Assert.Equal(TcbStatus.OutOfDate, Parse(MintedDocument.TcbInfo).Match(new(components, 11, default)).Status);
    }

    [Fact]
    public void The_order_in_the_document_does_not_matter()
    {
        var high = MintedDocument.Level(5, "UpToDate", "2024-03-13");
        var low = MintedDocument.Level(3, "OutOfDate", "2023-02-15");
        var lowestFirst = MintedDocument.TcbInfo.Replace($"{high},{low}", $"{low},{high}");

        Assert.NotEqual(MintedDocument.TcbInfo, lowestFirst);
        Assert.Equal(TcbStatus.UpToDate, Parse(lowestFirst).Match(Tcb(5, 11)).Status);
    }

    [Fact]
    public void Version_2_names_its_components()
    {
        var components = string.Join(',', Enumerable.Range(1, 16).Select(i => $"\"sgxtcbcomp{i:00}svn\":{i}"));
        var info = Parse(
            $$"""
            {"version":2,"issueDate":"2025-06-01T00:00:00Z","nextUpdate":"2025-07-01T00:00:00Z","fmspc":"00606a000000",
            "pceId":"0000","tcbType":0,"tcbEvaluationDataNumber":17,"tcbLevels":[{"tcb":{{{components}},"pcesvn":11},
            "tcbDate":"2024-03-13T00:00:00Z","tcbStatus":"UpToDate"}]}
            """.ReplaceLineEndings(""));

        var level = info.Match(new(Enumerable.Range(1, 16).Select(i => (byte)i).ToArray(), 11, default));
        Assert.Equal(Enumerable.Range(1, 16).Select(i => (byte)i), level.Components.ToArray());
    }

    [Theory]
    [InlineData("\"version\":3", "\"version\":1")]
    [InlineData("\"version\":3", "\"version\":4")]
    [InlineData("\"version\":3", "\"version\":\"3\"")]
    [InlineData("\"id\":\"SGX\"", "\"id\":\"sgx\"")]
    [InlineData("\"id\":\"SGX\",", "")]
    [InlineData("\"id\":\"SGX\",", "\"id\":\"SGX\",\"tdxModule\":{},")]
    [InlineData("\"id\":\"SGX\",", "\"id\":\"SGX\",\"tdxModuleIdentities\":[],")]
    [InlineData("\"pcesvn\"", "\"tdxtcbcomponents\":[],\"pcesvn\"")]
    [InlineData("2025-06-01T00:00:00Z", "2025-06-01T00:00:00.000Z")]
    [InlineData("2025-06-01T00:00:00Z", "2025-06-01T00:00:00+00:00")]
    [InlineData("2025-06-01T00:00:00Z", "2025-06-01 00:00:00Z")]
    [InlineData("2025-06-01T00:00:00Z", "2025-13-01T00:00:00Z")]
    [InlineData("00606A000000", "00606A0000")]
    [InlineData("00606A000000", "00606A00000g")]
    [InlineData("00606A000000", "00606A00000")]
    [InlineData("\"tcbType\":0", "\"tcbType\":1")]
    [InlineData("\"tcbType\":0,", "")]
    [InlineData("\"tcbEvaluationDataNumber\":17,", "")]
    [InlineData("\"tcbEvaluationDataNumber\":17", "\"tcbEvaluationDataNumber\":0")]
    [InlineData("\"tcbEvaluationDataNumber\":17", "\"tcbEvaluationDataNumber\":-1")]
    [InlineData("\"tcbEvaluationDataNumber\":17", "\"tcbEvaluationDataNumber\":17.0")]
    [InlineData("\"tcbEvaluationDataNumber\":17", "\"tcbEvaluationDataNumber\":4294967313")]
    [InlineData("{\"svn\":5}", "{\"svn\":300}")]
    [InlineData("{\"svn\":5}", "{\"svn\":-1}")]
    [InlineData("{\"svn\":5}", "{\"svn\":\"5\"}")]
    [InlineData("{\"svn\":5}", "{}")]
    [InlineData("{\"svn\":5}", "5")]
    [InlineData("{\"svn\":5},{\"svn\":5}", "{\"svn\":5}")]
    [InlineData("[{\"svn\":5}", "[{\"svn\":5},{\"svn\":5}")]
    [InlineData("\"pcesvn\":11", "\"pcesvn\":65536")]
    [InlineData("\"UpToDate\"", "\"uptodate\"")]
    [InlineData("\"UpToDate\"", "\"0\"")]
    [InlineData("\"UpToDate\"", "\"UpToDate\",\"advisoryIDs\":[1]")]
    [InlineData("\"UpToDate\"", "\"UpToDate\",\"advisoryIDs\":\"INTEL-SA-00615\"")]
    [InlineData("\"svn\":3", "\"svn\":5")]
    public void Every_other_value_is_refused(string good, string bad)
    {
        Assert.Contains(good, MintedDocument.TcbInfo);
        Assert.Throws<SgxFormatException>(
            () => Parse(MintedDocument.TcbInfo.Replace(good, bad)));
    }

    [Fact]
    public void A_document_without_levels_is_refused()
    {
        var start = MintedDocument.TcbInfo.IndexOf('[', StringComparison.Ordinal);
        Assert.Throws<SgxFormatException>(() => Parse(MintedDocument.TcbInfo[..start] + "[]}"));
    }

    [Fact]
    public void Unknown_members_are_ignored() =>
        Assert.NotNull(
            Parse(MintedDocument.TcbInfo.Replace("\"tcbType\"", "\"more\":[1,{}],\"tcbType\"")));

    private static PckTcb Tcb(int svn, int pceSvn) =>
        new(Enumerable.Repeat((byte)svn, 16).ToArray(), (ushort)pceSvn, default);

    private static TcbInfo Parse(string json) => TcbInfo.ReadUnverified(MintedDocument.Unsigned("tcbInfo", json));
}
