using Microsoft.Extensions.Time.Testing;
using Sgx.Dcap.RaTls;

namespace Sgx.Dcap.Tests.RaTls;

public sealed class RefusalLogTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly RecordedLog<RaTlsVerifier> _lines = new();

    [Fact]
    public void A_refusal_is_told_with_step_and_detail()
    {
        new RefusalLog(_lines, _clock).Tell(new RaTlsVerdict.Refused(AppraisalStep.Binding, "why"));

        Assert.Equal(["Warning peer refused at step Binding: why"], _lines.Lines);
    }

    [Fact]
    public void Twenty_a_minute_are_told_and_the_rest_are_counted()
    {
        var log = new RefusalLog(_lines, _clock);
        for (var i = 0; i < 1000; i++)
            log.Tell(new RaTlsVerdict.Refused(AppraisalStep.Quote, $"{i}"));
        Assert.Equal(20, _lines.Lines.Count);

        _clock.Advance(TimeSpan.FromMinutes(1));
        log.Tell(new RaTlsVerdict.Refused(AppraisalStep.Quote, "next"));

        Assert.Equal(
            ["Warning 980 more peers were refused", "Warning peer refused at step Quote: next"], _lines.Lines.Skip(20));
    }
}
