using Microsoft.Extensions.Time.Testing;
using Sgx.Agent.Health;

namespace Sgx.Agent.Tests.Health;

public sealed class ReadinessTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Nobody_is_ready_before_the_first_quote()
    {
        var now = new Readiness(TimeSpan.FromSeconds(90), _clock).Now();

        Assert.False(now.IsReady);
        Assert.Null(now.SinceQuote);
        Assert.NotEmpty(now.Trouble);
    }

    [Fact]
    public void A_quote_makes_ready_for_a_while()
    {
        var readiness = new Readiness(TimeSpan.FromSeconds(90), _clock);
        readiness.Quoted();

        _clock.Advance(TimeSpan.FromSeconds(90));
        Assert.True(readiness.Now().IsReady);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(readiness.Now().IsReady);
    }

    [Fact]
    public void Nobody_is_ready_while_something_else_is_missing()
    {
        var readiness = new Readiness(TimeSpan.FromSeconds(90), _clock);
        readiness.Hold("the sockets are not open yet");
        readiness.Proven();

        Assert.Equal((false, "the sockets are not open yet"), (readiness.Now().IsReady, readiness.Now().Trouble));
        readiness.Release();
        Assert.True(readiness.Now().IsReady);
    }

    [Fact]
    public void A_failure_is_told_once_the_last_quote_is_too_old()
    {
        var readiness = new Readiness(TimeSpan.FromSeconds(90), _clock);
        readiness.Quoted();
        readiness.Failed("out of EPC");

        Assert.True(readiness.Now().IsReady);
        _clock.Advance(TimeSpan.FromSeconds(91));
        Assert.Equal("out of EPC", readiness.Now().Trouble);
        readiness.Quoted();
        Assert.Equal("", readiness.Now().Trouble);
    }

    [Fact]
    public void After_a_rejected_quote_only_a_proven_one_makes_ready()
    {
        var readiness = new Readiness(TimeSpan.FromSeconds(90), _clock);
        readiness.Proven();
        readiness.Rejected("the PCK chain is revoked");

        readiness.Quoted();
        Assert.False(readiness.Now().IsReady);
        Assert.Equal("the PCK chain is revoked", readiness.Now().Trouble);
        readiness.Proven();
        Assert.True(readiness.Now().IsReady);
    }
}
