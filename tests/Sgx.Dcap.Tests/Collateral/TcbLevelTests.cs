using Sgx.Dcap.Collateral;

namespace Sgx.Dcap.Tests.Collateral;

public sealed class TcbLevelTests
{
    private static readonly DateTimeOffset Old = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset New = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(TcbStatus.UpToDate, TcbStatus.UpToDate, TcbStatus.UpToDate)]
    [InlineData(TcbStatus.SWHardeningNeeded, TcbStatus.UpToDate, TcbStatus.SWHardeningNeeded)]
    [InlineData(TcbStatus.Revoked, TcbStatus.UpToDate, TcbStatus.Revoked)]
    [InlineData(TcbStatus.UpToDate, TcbStatus.OutOfDate, TcbStatus.OutOfDate)]
    [InlineData(TcbStatus.SWHardeningNeeded, TcbStatus.OutOfDate, TcbStatus.OutOfDate)]
    [InlineData(TcbStatus.ConfigurationNeeded, TcbStatus.OutOfDate, TcbStatus.OutOfDateConfigurationNeeded)]
    [InlineData(TcbStatus.ConfigurationAndSWHardeningNeeded, TcbStatus.OutOfDate, TcbStatus.OutOfDateConfigurationNeeded)]
    [InlineData(TcbStatus.OutOfDate, TcbStatus.OutOfDate, TcbStatus.OutOfDate)]
    [InlineData(TcbStatus.OutOfDateConfigurationNeeded, TcbStatus.OutOfDate, TcbStatus.OutOfDateConfigurationNeeded)]
    [InlineData(TcbStatus.Revoked, TcbStatus.OutOfDate, TcbStatus.Revoked)]
    [InlineData(TcbStatus.UpToDate, TcbStatus.Revoked, TcbStatus.Revoked)]
    [InlineData(TcbStatus.OutOfDateConfigurationNeeded, TcbStatus.Revoked, TcbStatus.Revoked)]
    public void A_platform_is_no_better_than_its_quoting_enclave(TcbStatus platform, TcbStatus enclave, TcbStatus together) =>
        Assert.Equal(together, new TcbLevel { Status = platform }.WorseOf(new TcbLevel { Status = enclave }).Status);

    [Fact]
    public void The_earlier_date_counts()
    {
        Assert.Equal(Old, new TcbLevel { Date = Old }.WorseOf(new TcbLevel { Date = New }).Date);
        Assert.Equal(Old, new TcbLevel { Date = New }.WorseOf(new TcbLevel { Date = Old }).Date);
    }

    [Fact]
    public void Advisories_are_named_once_the_platforms_first()
    {
        var platform = new TcbLevel { AdvisoryIds = ["B", "A"] };
        Assert.Equal(["B", "A", "C"], platform.WorseOf(new TcbLevel { AdvisoryIds = ["A", "C"] }).AdvisoryIds);
    }
}
