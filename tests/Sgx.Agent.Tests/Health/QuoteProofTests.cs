using Microsoft.Extensions.Time.Testing;
using Sgx.Agent.Health;
using Sgx.Agent.Platforms;
using Sgx.Simulation;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Health;

public sealed class QuoteProofTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10), Patience = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private readonly ScriptedPlatform _platform;
    private readonly QuoteProof _proof;

    public QuoteProofTests()
    {
        var node = QuotingPlatforms.Simulated(new() { Seed = new byte[SimulatedPlatformOptions.SeedSize] });
        _platform = new(node.Quoting) { BeforeQuote = () => _gate.Task };
        _proof = new(node with { Quoting = _platform }, Deadline, _clock);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_asks_while_a_proof_runs_shares_it()
    {
        var first = _proof.Prove(Cancellation);
        _clock.Advance(Deadline / 2);
        var second = _proof.Prove(Cancellation);

        _gate.SetResult();
        await Task.WhenAll(first, second).WaitAsync(Patience, Cancellation);

        Assert.Equal(1, _platform.Quotes);
    }

    [Fact]
    public async Task Who_shares_a_proof_that_does_not_end_waits_for_a_deadline_of_its_own()
    {
        var first = _proof.Prove(Cancellation);
        _clock.Advance(Deadline / 2);
        var second = _proof.Prove(Cancellation);
        _clock.Advance(Deadline / 2);

        _ = await Assert.ThrowsAsync<ProofFailedException>(() => first.WaitAsync(Patience, Cancellation));
        Assert.False(second.IsCompleted);
        _clock.Advance(Deadline / 2);
        _ = await Assert.ThrowsAsync<ProofFailedException>(() => second.WaitAsync(Patience, Cancellation));
    }

    [Fact]
    public async Task A_platform_that_has_not_come_back_in_time_is_not_asked_again()
    {
        var first = _proof.Prove(Cancellation);
        await Eventually.Holds(() => _platform.Quotes == 1, Cancellation);
        _clock.Advance(Deadline);
        _ = await Assert.ThrowsAsync<ProofFailedException>(() => first.WaitAsync(Patience, Cancellation));

        var refusal = await Assert.ThrowsAsync<ProofFailedException>(() => _proof.Prove(Cancellation));

        Assert.Contains("not come back", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, _platform.Quotes);
    }

    [Fact]
    public async Task One_that_is_told_to_stop_ends_no_proof_of_another()
    {
        using var stop = new CancellationTokenSource();
        var blocked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _platform.BeforeQuote = () => _platform.Quotes == 1 ? blocked.Task : Task.CompletedTask;
        var first = _proof.Prove(stop.Token);
        await Eventually.Holds(() => _platform.Quotes == 1, Cancellation);
        var second = _proof.Prove(Cancellation);

        await stop.CancelAsync();
        blocked.SetCanceled(CancellationToken.None);

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await second.WaitAsync(Patience, Cancellation);
        Assert.Equal(2, _platform.Quotes);
    }
}
