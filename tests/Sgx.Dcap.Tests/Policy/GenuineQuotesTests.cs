using Sgx.Dcap.Tests.Vectors;

namespace Sgx.Dcap.Tests.Policy;

/// <summary>What genuine enclaves and trust domains look like to the strict policy.</summary>
public sealed class GenuineQuotesTests
{
    // What may be wrong with a real quote: its platform was not up to date, or it was made for debugging.
    private static readonly string[] Expected = ["debug", "tcbStatus", "tcb.current", "collateralExpired"];

    // Trust domains that let their host inject #VE: the policy is right to want a word about them.
    private static readonly string[] WithSeptVe = ["v4-tdx-00806f050000-outofdate-eval21-2026-06-12-4837a0"];

    public static TheoryData<string> Folders => VectorFolder.All;

    [Theory]
    [MemberData(nameof(Folders))]
    public void No_default_refuses_what_real_machines_do(string folder)
    {
        var vector = VectorFolder.OrSkip(folder);
        var verdict = new QuoteVerifier(vector.Anchor).Verify(vector.Quote, vector.Collateral, vector.Time);
        Assert.Equal(vector.IsAccepted, verdict is QuoteVerdict.Verified);
        if (verdict is QuoteVerdict.Verified verified)
            Assert.Equal(
                WithSeptVe.Contains(folder) ? ["septVeDisable"] : [],
                new EnclavePolicy().Breaches(verified).Except(Expected));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Only_trust_domains_of_tdx_1_5_tell_a_service_td(string folder)
    {
        var vector = VectorFolder.OrSkip(folder);
        if (new QuoteVerifier(vector.Anchor).Verify(vector.Quote, vector.Collateral, vector.Time)
            is QuoteVerdict.Verified { Td: { } td })
            Assert.Equal(vector.Quote.TdBody.HasCurrentTcb, td.MrServiceTd is not null);
    }
}
