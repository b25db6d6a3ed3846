using Sgx.Quotes;

namespace Sgx.Tests.Quotes;

public sealed class TdReportBodyTests
{
    [Theory]
    [InlineData(584)]
    [InlineData(648)]
    [InlineData(885)]
    public void Each_field_is_read_where_it_stands(int size)
    {
        var bytes = Counting(size);
        var body = new TdReportBody(bytes);

        Assert.Equal(bytes[..16], body.TeeTcbSvn);
        Assert.Equal(bytes.Slice(16, 48), body.MrSeam);
        Assert.Equal(bytes.Slice(64, 48), body.MrSignerSeam);
        Assert.Equal(bytes.Slice(112, 8), body.SeamAttributes);
        Assert.Equal(BitConverter.ToUInt64(bytes[120..]), (ulong)body.TdAttributes);
        Assert.Equal(BitConverter.ToUInt64(bytes[128..]), body.Xfam);
        Assert.Equal(bytes.Slice(136, 48), body.MrTd);
        Assert.Equal(bytes.Slice(184, 48), body.MrConfigId);
        Assert.Equal(bytes.Slice(232, 48), body.MrOwner);
        Assert.Equal(bytes.Slice(280, 48), body.MrOwnerConfig);
        for (var i = 0; i < 4; i++)
            Assert.Equal(bytes.Slice(328 + (48 * i), 48), body.Rtmr(i));
        Assert.Equal(bytes.Slice(520, 64), body.ReportData);
    }

    [Theory]
    [InlineData(648)]
    [InlineData(885)]
    public void Tdx_1_5_tells_the_tcb_of_now_from_that_of_the_launch(int size)
    {
        var bytes = Counting(size);
        var body = new TdReportBody(bytes);

        Assert.True(body.HasCurrentTcb);
        Assert.Equal(bytes.Slice(584, 16), body.TeeTcbSvn2);
        Assert.Equal(bytes.Slice(600, 48), body.MrServiceTd);
    }

    [Fact]
    public void Tdx_1_0_does_not()
    {
        var bytes = new byte[584];

        Assert.False(new TdReportBody(bytes).HasCurrentTcb);
        _ = Assert.Throws<InvalidOperationException>(() => new TdReportBody(bytes).TeeTcbSvn2.Length);
        _ = Assert.Throws<InvalidOperationException>(() => new TdReportBody(bytes).MrServiceTd.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(384)]
    [InlineData(583)]
    [InlineData(585)]
    [InlineData(647)]
    [InlineData(884)]
    [InlineData(886)]
    public void Another_size_is_refused(int size) =>
        Assert.Throws<SgxFormatException>(() => new TdReportBody(new byte[size]).Bytes.Length);

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void There_are_four_rtmrs(int index) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TdReportBody(new byte[584]).Rtmr(index).Length);

    [Fact]
    public void Its_debug_bit_is_that_of_the_td_attributes()
    {
        var bytes = new byte[584];
        Assert.False(new TdReportBody(bytes).IsDebug);

        bytes[120] = 1;

        Assert.True(new TdReportBody(bytes).IsDebug);
        Assert.Equal(TdAttributes.Debug, new TdReportBody(bytes).TdAttributes);
    }

    private static ReadOnlySpan<byte> Counting(int size) =>
        Enumerable.Range(0, size).Select(i => (byte)(i % 251)).ToArray();
}
