using Sgx.Fuzz.Targets;

namespace Sgx.Fuzz.Tests.Targets;

public sealed class FrameTargetTests
{
    private static readonly byte[] Request = RequestSeeds.Frame(RequestSeeds.All.First().Input);
    private readonly IFuzzTarget _target = FuzzTargets.Create("frame");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(255)]
    public void A_request_is_answered_whatever_pieces_it_comes_in(byte pieceSize) =>
        Assert.Equal(Outcome.Taken, _target.Take((byte[])[pieceSize, .. Request]));

    [Fact]
    public void What_follows_a_request_is_never_looked_at() =>
        Assert.Equal(Outcome.Taken, _target.Take((byte[])[9, .. Request, 0xff, 0xff]));

    [Fact]
    public void A_request_that_never_becomes_whole_is_refused() =>
        Assert.Equal(Outcome.Refused, _target.Take((byte[])[1, .. Request[..^1]]));
}
