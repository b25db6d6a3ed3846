using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Dcap.Tests.Minting;

namespace Sgx.Dcap.Tests.Collateral;

public sealed class TdxTcbInfoTests
{
    private static readonly PckTcb Platform = new(Enumerable.Repeat((byte)5, 16).ToArray(), 11, default);

    [Fact]
    public void A_document_is_read()
    {
        var info = Parse(MintedDocument.TdxTcbInfo);

        Assert.True(info.IsTdx);
        Assert.Equal(["TDX_01", "TDX_03"], info.TdxModuleIdentities.Select(module => module.Id));
        Assert.Equal(new byte[48], info.TdxModule?.MrSigner.ToArray());
        Assert.Equal(Enumerable.Repeat((byte)5, 16), info.Levels[0].TdxComponents?.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(15)]
    public void Every_component_of_a_td_counts_while_the_module_has_no_version(int lower)
    {
        var svn = Enumerable.Repeat((byte)5, 16).ToArray();
        svn[1] = 0;
        svn[lower] = 4;
        var info = Parse(
            MintedDocument.TdxTcbInfo.Replace(Start(5, 5), Start(5, 0)).Replace(Start(3, 3), Start(3, 0)));
        Assert.Equal(TcbStatus.OutOfDate, info.Match(Platform, new TeeTcbSvn(svn)).Status);
    }

    [Fact]
    public void The_modules_own_components_do_not_count_once_it_has_a_version() =>
        Assert.Equal(
            TcbStatus.UpToDate,
            Parse(MintedDocument.TdxTcbInfo).Match(Platform, new(Svn(first: 0, version: 1))).Status);

    [Fact]
    public void A_td_below_every_level_matches_none()
    {
        var svn = Svn(first: 5, version: 1);
        svn[2] = 2;
        var e = Assert.Throws<QuoteRejectedException>(
            () => Parse(MintedDocument.TdxTcbInfo).Match(Platform, new TeeTcbSvn(svn)));
        Assert.Equal(RejectionReason.TcbNotSupported, e.Reason);
    }

    [Theory]
    [InlineData(9, TcbStatus.UpToDate)]
    [InlineData(4, TcbStatus.UpToDate)]
    [InlineData(3, TcbStatus.OutOfDate)]
    [InlineData(1, null)]
    public void A_module_matches_the_highest_level_that_it_meets(byte isvSvn, TcbStatus? status) =>
        Assert.Equal(status, Parse(MintedDocument.TdxTcbInfo).ModuleOf(1)?.Match(isvSvn)?.Status);

    [Fact]
    public void A_module_is_found_by_two_hexadecimal_digits_of_either_case()
    {
        var info = Parse(MintedDocument.TdxTcbInfo.Replace("TDX_03", "TDX_1A"));
        Assert.NotNull(info.ModuleOf(0x1a));
        Assert.Null(info.ModuleOf(2));
    }

    [Theory]
    [InlineData("\"tdxtcbcomponents\":[{\"svn\":5},", "\"tdxtcbcomponents\":[")]
    [InlineData("\"tdxtcbcomponents\"", "\"other\"")]
    [InlineData("\"tdxModule\":", "\"other\":")]
    [InlineData("\"version\":3", "\"version\":2")]
    [InlineData("TDX_03", "TDX_01")]
    [InlineData("\"id\":\"TDX_01\",", "")]
    [InlineData("\"isvsvn\":2", "\"isvsvn\":4")]
    [InlineData("\"isvsvn\":4", "\"isvsvn\":\"4\"")]
    [InlineData("\"tdxModuleIdentities\":[", "\"tdxModuleIdentities\":[1,")]
    [InlineData("\"attributes\":\"00", "\"attributes\":\"")]
    [InlineData("{\"svn\":5}", "{\"svn\":5,\"category\":1}")]
    [InlineData("{\"svn\":5}", "{\"svn\":5,\"type\":null}")]
    public void Every_other_value_is_refused(string good, string bad)
    {
        Assert.Contains(good, MintedDocument.TdxTcbInfo);
        Assert.Throws<SgxFormatException>(() => Parse(MintedDocument.TdxTcbInfo.Replace(good, bad)));
    }

    [Fact]
    public void A_list_of_no_modules_is_refused_but_may_be_missing()
    {
        var start = MintedDocument.TdxTcbInfo.IndexOf("\"tdxModuleIdentities\":[", StringComparison.Ordinal);
        var end = MintedDocument.TdxTcbInfo.IndexOf(",\"tcbLevels\":[{\"tcb\":{\"sgx", StringComparison.Ordinal);
        var (before, behind) = (MintedDocument.TdxTcbInfo[..start], MintedDocument.TdxTcbInfo[end..]);

        Assert.Throws<SgxFormatException>(() => Parse($"{before}\"tdxModuleIdentities\":[]{behind}"));
        Assert.Empty(Parse($"{before.TrimEnd(',')}{behind}").TdxModuleIdentities);
    }

    [Fact]
    public void Words_about_a_component_are_taken() =>
        Assert.NotNull(Parse(MintedDocument.TdxTcbInfo.Replace(
            "{\"svn\":5}", "{\"svn\":5,\"category\":\"OS/VMM\",\"type\":\"TDX Module\"}")));

    private static string Start(int first, int second) =>
        $$"""
        "tdxtcbcomponents":[{"svn":{{first}}},{"svn":{{second}}}
        """;

    private static byte[] Svn(byte first, byte version)
    {
        var svn = Enumerable.Repeat((byte)5, 16).ToArray();
        (svn[0], svn[1]) = (first, version);
        return svn;
    }

    private static TcbInfo Parse(string json) => TcbInfo.ReadUnverified(MintedDocument.Unsigned("tcbInfo", json));
}
