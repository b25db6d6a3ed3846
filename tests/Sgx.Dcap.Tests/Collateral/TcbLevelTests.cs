using Sgx.Dcap.Collateral;
using static Sgx.Dcap.TcbStatus;

namespace Sgx.Dcap.Tests.Collateral;

public sealed class TcbLevelTests
{
    private static readonly DateTimeOffset Old = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset New = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(UpToDate, UpToDate, UpToDate)]
    [InlineData(SWHardeningNeeded, UpToDate, SWHardeningNeeded)]
    [InlineData(Revoked, UpToDate, Revoked)]
    [InlineData(UpToDate, OutOfDate, OutOfDate)]
    [InlineData(SWHardeningNeeded, OutOfDate, OutOfDate)]
    [InlineData(ConfigurationNeeded, OutOfDate, OutOfDateConfigurationNeeded)]
    [InlineData(ConfigurationAndSWHardeningNeeded, OutOfDate, OutOfDateConfigurationNeeded)]
    [InlineData(OutOfDate, OutOfDate, OutOfDate)]
    [InlineData(OutOfDateConfigurationNeeded, OutOfDate, OutOfDateConfigurationNeeded)]
    [InlineData(Revoked, OutOfDate, Revoked)]
    [InlineData(UpToDate, Revoked, Revoked)]
    [InlineData(OutOfDateConfigurationNeeded, Revoked, Revoked)]
    public void A_platform_is_no_better_than_its_enclave(TcbStatus platform, TcbStatus enclave, TcbStatus both) =>
        Assert.Equal(both, new TcbLevel { Status = platform }.WorseOf(new TcbLevel { Status = enclave }).Status);

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
