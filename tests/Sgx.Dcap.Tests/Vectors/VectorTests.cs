using Sgx.Dcap.Certificates;

namespace Sgx.Dcap.Tests.Vectors;

public sealed class VectorTests
{
    public static TheoryData<string> Folders => VectorFolder.All;

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_verdict_is_that_of_intels_library(string folder)
    {
        var vector = VectorFolder.OrSkip(folder);

        var verdict = new QuoteVerifier(vector.Anchor).Verify(vector.Quote, vector.Collateral, vector.Time);

        if (vector.IsAccepted)
            AssertAgrees(vector, Assert.IsType<QuoteVerdict.Verified>(verdict));
        else
            Assert.IsType<QuoteVerdict.Rejected>(verdict);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Intels_key_is_an_anchor_for_genuine_quotes(string folder)
    {
        var vector = VectorFolder.OrSkip(folder);

        var verdict = new QuoteVerifier(TrustAnchor.Intel, RootMatching.SameKey)
            .Verify(vector.Quote, vector.Collateral, vector.Time);

        var verified = Assert.IsType<QuoteVerdict.Verified>(verdict);
        Assert.True(verified.Root.IsIntel);
        Assert.Equal(vector.Expected.GetProperty("launch_tcb_status").GetString(), verified.TcbStatus.ToString());
    }

    private static void AssertAgrees(VectorFolder vector, QuoteVerdict.Verified verified)
    {
        var expected = vector.Expected;
        Assert.Equal(expected.GetProperty("launch_tcb_status").GetString(), verified.TcbStatus.ToString());
        Assert.Equal(
            expected.GetProperty("tcb_date").GetDateTimeOffset(), verified.TcbDate);
        Assert.Equal(
            expected.GetProperty("advisory_ids").EnumerateArray().Select(id => id.GetString()!).Order(),
            verified.AdvisoryIds.Order());
        Assert.Equal(expected.GetProperty("collateral_expired").GetBoolean(), verified.CollateralExpired);
    }
}
