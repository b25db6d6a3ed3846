using Sgx.Dcap.Collateral;
using Sgx.Dcap.Tests.Minting;
using Sgx.Quotes;

namespace Sgx.Dcap.Tests;

public sealed class EnclavePolicyTests
{
    private static readonly Measurement Mine = Measurement.Parse(new string('1', 64));
    private static readonly Measurement Other = Measurement.Parse(new string('2', 64));

    private static readonly EnclaveClaims Claims = new()
    {
        Version = 3,
        TeeType = TeeType.Sgx,
        MrEnclave = Mine,
        MrSigner = Mine,
        IsvProdId = 7,
        IsvSvn = 3,
        Attributes = EnclaveAttributes.Init,
        Xfrm = 3,
        MiscSelect = 0,
        ReportData = new byte[64],
    };

    private static readonly QuoteVerdict.Verified Verified =
        ((QuoteVerdict.Verified)new MintedPlatform().Verify()) with { Claims = Claims };

    [Fact]
    public void An_empty_policy_accepts_an_up_to_date_enclave() =>
        Assert.True(new EnclavePolicy().Judge(Verified).IsSatisfied);

    [Fact]
    public void An_exact_policy_accepts_its_enclave() =>
        Assert.Empty(
            new EnclavePolicy { MrEnclave = Mine, MrSigner = Mine, IsvProdId = 7, MinimumIsvSvn = 3 }
                .Judge(Verified).Mismatches);

    [Fact]
    public void Every_mismatch_is_listed()
    {
        var policy = new EnclavePolicy { MrEnclave = Other, MrSigner = Other, IsvProdId = 8, MinimumIsvSvn = 4 };
        var found = Verified with
        {
            Claims = Claims with { Attributes = EnclaveAttributes.Debug },
            TcbStatus = TcbStatus.OutOfDate,
            NotCurrent = [new ValidityPeriod("PCK CRL", default, default)],
        };

        Assert.Equal(
            ["mrEnclave", "mrSigner", "isvProdId", "isvSvn", "init", "debug", "tcbStatus", "collateralExpired"],
            policy.Judge(found).Mismatches.Select(mismatch => mismatch.Field));
    }

    [Fact]
    public void A_mismatch_says_what_was_wanted_and_what_was_found() =>
        Assert.Equal(
            new PolicyMismatch("isvSvn", ">= 4", "3"), Assert.Single(
                new EnclavePolicy { MinimumIsvSvn = 4 }.Judge(Verified).Mismatches));

    [Fact]
    public void Debug_and_expired_collateral_and_other_statuses_are_accepted_when_asked_for()
    {
        var policy = new EnclavePolicy
        {
            AllowDebug = true,
            AllowExpiredCollateral = true,
            AcceptedTcbStatuses = new HashSet<TcbStatus> { TcbStatus.SWHardeningNeeded },
        };
        var found = Verified with
        {
            Claims = Claims with { Attributes = EnclaveAttributes.Init | EnclaveAttributes.Debug },
            TcbStatus = TcbStatus.SWHardeningNeeded,
            NotCurrent = [new ValidityPeriod("PCK CRL", default, default)],
        };

        Assert.True(policy.Judge(found).IsSatisfied);
    }
}
