using System.Diagnostics;
using Sgx.Testing;

namespace Sgx.Simulation.Tests;

public sealed class FaultyPlatformTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("none")]
    [InlineData("slow=5ms")]
    [InlineData("slow=500us")]
    [InlineData("slow=1.5s")]
    [InlineData("slow=2m")]
    [InlineData("busy")]
    [InlineData("fail=OutOfEpc,at-start")]
    [InlineData("at-start,busy")]
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
    [InlineData("slow=2h")]
    [InlineData("busy=1")]
    [InlineData("at-start")]
    [InlineData("slow=5ms,at-start")]
    public void What_is_no_fault_is_refused(string text) =>
        Assert.Throws<FormatException>(() => SimulatedFaults.Parse(text));

    [Theory]
    [InlineData("fail=OutOfEpc", QuotingFailure.OutOfEpc)]
    [InlineData("busy", QuotingFailure.Busy)]
    public async Task Every_quote_fails_as_told_once_that_has_begun(string faults, QuotingFailure expected)
    {
        using var platform = Faulty(faults);
        await Quote(platform, Cancellation);

        platform.Begin();

        var failure = await Assert.ThrowsAsync<QuotingException>(() => Quote(platform, Cancellation));
        Assert.Equal(expected, failure.Failure);
    }

    [Theory]
    [InlineData("fail=OutOfEpc,at-start", QuotingFailure.OutOfEpc)]
    [InlineData("at-start,busy", QuotingFailure.Busy)]
    public async Task Every_quote_fails_from_the_first_on_if_told_so(string faults, QuotingFailure expected)
    {
        using var platform = Faulty(faults);

        var failure = await Assert.ThrowsAsync<QuotingException>(() => Quote(platform, Cancellation));

        Assert.Equal(expected, failure.Failure);
    }

    [Theory]
    [InlineData("slow=300us", 3_000)]
    [InlineData("slow=1.5ms", 15_000)]
    public async Task A_quote_takes_as_long_as_told_at_least(string faults, long ticks)
    {
        using var platform = Faulty(faults);
        var begin = Stopwatch.GetTimestamp();

        await Quote(platform, Cancellation);

        Assert.True(Stopwatch.GetElapsedTime(begin).Ticks >= ticks);
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

    private static FaultyPlatform Faulty(string faults) => new(SimulatedNode.Platform, SimulatedFaults.Parse(faults));

    private static async Task Quote(FaultyPlatform platform, CancellationToken cancellation)
    {
        var enclave = await platform.Initialize(AttestationKeyId.EcdsaP256, cancellation);
        var report = SimulatedNode.Application.CreateReport(enclave.TargetInfo, new byte[ReportBody.ReportDataSize]);
        _ = await platform.GetQuote(new(report, AttestationKeyId.EcdsaP256), cancellation);
    }
}
