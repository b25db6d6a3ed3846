using Sgx.Soak.Figures;

namespace Sgx.Soak.Tests.Figures;

public sealed class JainIndexTests
{
    public static TheoryData<double, long[]> Shares => new()
    {
        { 1.0, [5, 5, 5, 5] },
        { 0.25, [8, 0, 0, 0] },
        { 0.5, [4, 4, 0, 0] },
        { 0.9, [1, 2] },
        { 0.0, [0, 0] },
    };

    [Theory]
    [MemberData(nameof(Shares))]
    public void It_is_one_for_equal_shares_and_one_nth_for_a_single_one(double index, long[] shares) =>
        Assert.Equal(index, JainIndex.Of(shares), 6);
}
