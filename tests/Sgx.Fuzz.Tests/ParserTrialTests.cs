using Sgx.Fuzz.Targets;

namespace Sgx.Fuzz.Tests;

public sealed class ParserTrialTests
{
    private static readonly byte[] Input = new byte[100];

    private static byte[]? _hoard;

    [Fact]
    public void A_parser_may_refuse() => Assert.Equal(
        Outcome.Refused, ParserTrial.Run(Input, _ => throw new SgxFormatException("a thing", "one", "another")));

    [Fact]
    public void A_relying_party_may_reject()
    {
        RelyingParty.MakeReady();

        var outcome = ParserTrial.Run(
            Input, bytes => RelyingParty.JudgeRevocation(SimulatedNode.Collateral with { PckCrl = bytes }));

        Assert.Equal(Outcome.Refused, outcome);
    }

    [Fact]
    public void Whatever_else_is_thrown_is_a_finding() =>
        Assert.Throws<FormatException>(() => ParserTrial.Run(Input, _ => throw new FormatException()));

    [Fact]
    public void Memory_may_grow_with_the_input() => Assert.Equal(
        Outcome.Taken, ParserTrial.Run(Input, input => _hoard = new byte[ParserTrial.Base + (50 * input.Length)]));

    [Fact]
    public void Memory_beyond_a_small_multiple_of_the_input_is_a_finding() => Assert.Throws<FindingException>(() =>
        ParserTrial.Run(Input, input => _hoard = new byte[ParserTrial.Base + (65 * input.Length)]));
}
