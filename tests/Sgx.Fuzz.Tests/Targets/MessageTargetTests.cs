using Sgx.Fuzz.Targets;
using Sgx.Testing;

namespace Sgx.Fuzz.Tests.Targets;

public sealed class MessageTargetTests
{
    private static readonly byte[] Quote = RequestSeeds.All.Single(seed => seed.Name == "get_quote_ex").Input;

    [Fact]
    public void A_bug_behind_the_service_is_a_finding()
    {
        var platform = new ScriptedPlatform(Fuzz.Targets.SimulatedNode.Platform);
        var target = MessageTarget.InFrontOf(platform);
        platform.Failure = new InvalidOperationException("a bug");

        var finding = Assert.Throws<FindingException>(() => target.Take(Quote));

        Assert.Same(platform.Failure, finding.InnerException);
    }

    [Fact]
    public void A_request_that_the_platform_refuses_is_refused()
    {
        var platform = new ScriptedPlatform(Fuzz.Targets.SimulatedNode.Platform);
        var target = MessageTarget.InFrontOf(platform);
        platform.Failure = new QuotingException(QuotingFailure.InvalidReport, "told to refuse");

        Assert.Equal(Outcome.Refused, target.Take(Quote));
    }
}
