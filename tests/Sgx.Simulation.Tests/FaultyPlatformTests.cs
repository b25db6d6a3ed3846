using Sgx.Testing;

namespace Sgx.Simulation.Tests;

public sealed class FaultyPlatformTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("none")]
    [InlineData("slow=5ms")]
    [InlineData("lost=2")]
    [InlineData("fail=OutOfEpc")]
    [InlineData("hang")]
    [InlineData("crash")]
    [InlineData("slow=1ms,lost=100")]
    public void Faults_are_read_from_words(string text) => Assert.NotNull(SimulatedFaults.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("slow")]
    [InlineData("slow=5")]
    [InlineData("slow=0ms")]
    [InlineData("fail=7")]
    [InlineData("fail=outofepc")]
    [InlineData("hang=1")]
    [InlineData("crash=0")]
    [InlineData("lost=-1")]
    [InlineData("slow=5ms,")]
    public void What_is_no_fault_is_refused(string text) => Assert.Null(SimulatedFaults.Parse(text));

    [Fact]
    public async Task Every_quote_fails_as_told()
    {
        using var platform = Faulty("fail=OutOfEpc");

        var failure = await Assert.ThrowsAsync<QuotingException>(() => Quote(platform, Cancellation));

        Assert.Equal(QuotingFailure.OutOfEpc, failure.Failure);
    }

    [Fact]
    public async Task The_enclave_is_lost_every_so_often_and_comes_back()
    {
        using var platform = Faulty("lost=3");
        var failures = new List<QuotingFailure?>();

        for (var i = 0; i < 6; i++)
        {
            var error = await Record.ExceptionAsync(() => Quote(platform, Cancellation));
            failures.Add((error as QuotingException)?.Failure);
        }

        Assert.Equal([null, null, QuotingFailure.EnclaveLost, null, null, QuotingFailure.EnclaveLost], failures);
    }

    [Fact]
    public async Task A_quote_that_hangs_ends_with_its_caller()
    {
        using var platform = Faulty("hang");
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Quote(platform, cancelled.Token));
    }

    private static FaultyPlatform Faulty(string faults) => new(SimulatedNode.Platform, SimulatedFaults.Parse(faults)!);

    private static async Task Quote(FaultyPlatform platform, CancellationToken cancellation)
    {
        var enclave = await platform.Initialize(AttestationKeyId.EcdsaP256, cancellation);
        var report = SimulatedNode.Application.CreateReport(enclave.TargetInfo, new byte[ReportBody.ReportDataSize]);
        _ = await platform.GetQuote(new(report, AttestationKeyId.EcdsaP256), cancellation);
    }
}
