using Sgx.Dcap;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Testing;

namespace Sgx.Simulation.Tests;

/// <summary>What the quote verifier says of simulated quotes.</summary>
public sealed class VerificationTests
{
    private static readonly SimulatedIntel Intel = SimulatedNode.Platform.Intel;

    [Fact]
    public async Task A_quote_verifies_for_whoever_trusts_its_root()
    {
        var verified = Assert.IsType<QuoteVerdict.Verified>(await Verdict(SimulatedNode.Collateral));

        Assert.Equal(TcbStatus.UpToDate, verified.TcbStatus);
        Assert.Empty(verified.AdvisoryIds);
        Assert.False(verified.CollateralExpired);
        Assert.Equal("53494d000001", verified.Fmspc);
        Assert.Equal(SimulatedNode.Application.Identity.MrEnclave, verified.Enclave?.MrEnclave);
    }

    [Fact]
    public async Task Its_root_says_that_it_is_simulated()
    {
        var verified = Assert.IsType<QuoteVerdict.Verified>(await Verdict(SimulatedNode.Collateral));

        Assert.True(verified.Root.IsSimulated);
        Assert.False(verified.Root.IsIntel);
        Assert.True(SimulatedNode.Anchor.IsSimulated);
    }

    [Fact]
    public async Task A_quote_of_a_processor_ca_platform_verifies_too()
    {
        using var platform = new SimulatedPlatform(SimulatedNode.Options with { Ca = PckCa.Processor });
        var quote = await SimulatedNode.Quote(platform, SimulatedNode.Application, []);

        var verdict = new QuoteVerifier(SimulatedNode.Anchor).Verify(
            quote, platform.Intel.IssueCollateral(SimulatedNode.Time), SimulatedNode.Time);

        Assert.Equal(TcbStatus.UpToDate, Assert.IsType<QuoteVerdict.Verified>(verdict).TcbStatus);
    }

    [Fact]
    public async Task Who_trusts_intel_rejects_it()
    {
        var verdict = new QuoteVerifier(TrustAnchor.Intel).Verify(
            await SimulatedNode.Quote([]), SimulatedNode.Collateral, SimulatedNode.Time);

        Assert.Equal(RejectionReason.PckCertChainUntrusted, Rejection(verdict));
    }

    [Fact]
    public async Task Who_trusts_another_simulated_intel_rejects_it()
    {
        var other = new SimulatedIntel(SimulatedNode.Options with { Seed = new byte[32] });

        var verdict = new QuoteVerifier(TrustAnchor.FromPem(other.TrustedRootPem)).Verify(
            await SimulatedNode.Quote([]), SimulatedNode.Collateral, SimulatedNode.Time);

        Assert.Equal(RejectionReason.PckCertChainUntrusted, Rejection(verdict));
    }

    [Theory]
    [InlineData(TcbStatus.UpToDate)]
    [InlineData(TcbStatus.SWHardeningNeeded)]
    [InlineData(TcbStatus.ConfigurationNeeded)]
    [InlineData(TcbStatus.ConfigurationAndSWHardeningNeeded)]
    [InlineData(TcbStatus.OutOfDate)]
    [InlineData(TcbStatus.OutOfDateConfigurationNeeded)]
    public async Task The_platform_has_the_status_that_intel_was_told_to_give(TcbStatus status)
    {
        var verdict = await Verdict(Intel.IssueCollateral(SimulatedNode.Time, new() { PlatformStatus = status }));

        Assert.Equal(status, Assert.IsType<QuoteVerdict.Verified>(verdict).TcbStatus);
    }

    [Fact]
    public async Task A_revoked_platform_is_rejected()
    {
        var collateral = Intel.IssueCollateral(SimulatedNode.Time, new() { PlatformStatus = TcbStatus.Revoked });

        Assert.Equal(RejectionReason.TcbRevoked, Rejection(await Verdict(collateral)));
    }

    [Fact]
    public async Task A_newer_tcb_makes_the_platform_out_of_date()
    {
        var verdict = await Verdict(With(CollateralFault.OutdatedTcb));

        Assert.Equal(TcbStatus.OutOfDate, Assert.IsType<QuoteVerdict.Verified>(verdict).TcbStatus);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(255, 65534, 65535)]
    public async Task A_platform_at_the_limits_of_its_numbers_verifies_too(byte svn, ushort pceSvn, ushort qeIsvSvn)
    {
        using var platform = new SimulatedPlatform(SimulatedNode.Options with
        {
            Tcb = new([.. Enumerable.Repeat(svn, PlatformTcb.ComponentCount)], pceSvn),
            QeIsvSvn = qeIsvSvn,
        });
        var quote = await SimulatedNode.Quote(platform, SimulatedNode.Application, []);

        Assert.Equal(TcbStatus.UpToDate, StatusWith(CollateralFault.None));
        Assert.Equal(TcbStatus.OutOfDate, StatusWith(CollateralFault.OutdatedTcb));

        TcbStatus StatusWith(CollateralFault fault)
        {
            var collateral = platform.Intel.IssueCollateral(SimulatedNode.Time, new() { Fault = fault });
            var verdict = new QuoteVerifier(SimulatedNode.Anchor).Verify(quote, collateral, SimulatedNode.Time);
            return Assert.IsType<QuoteVerdict.Verified>(verdict).TcbStatus;
        }
    }

    [Fact]
    public async Task A_revoked_pck_is_rejected() =>
        Assert.Equal(RejectionReason.PckRevoked, Rejection(await Verdict(With(CollateralFault.RevokedPck))));

    [Fact]
    public async Task A_wrong_qe_identity_is_rejected()
    {
        var collateral = With(CollateralFault.WrongQeIdentity);

        Assert.Equal(RejectionReason.QeIdentityMismatch, Rejection(await Verdict(collateral)));
    }

    [Fact]
    public async Task Expired_collateral_is_told()
    {
        var verified = Assert.IsType<QuoteVerdict.Verified>(await Verdict(With(CollateralFault.ExpiredCollateral)));

        Assert.True(verified.CollateralExpired);
        Assert.Equal(4, verified.NotCurrent.Count);
    }

    [Fact]
    public async Task Faults_can_be_combined()
    {
        var verified = Assert.IsType<QuoteVerdict.Verified>(
            await Verdict(With(CollateralFault.ExpiredCollateral | CollateralFault.OutdatedTcb)));

        Assert.Equal((TcbStatus.OutOfDate, true), (verified.TcbStatus, verified.CollateralExpired));
    }

    [Theory]
    [InlineData(-60, false)]
    [InlineData(0, false)]
    [InlineData(29 * 24 * 60, false)]
    [InlineData(31 * 24 * 60, true)]
    public async Task Collateral_is_good_from_an_hour_before_for_30_days(int minutes, bool expired)
    {
        var verdict = new QuoteVerifier(SimulatedNode.Anchor).Verify(
            await SimulatedNode.Quote([]), SimulatedNode.Collateral, SimulatedNode.Time.AddMinutes(minutes));

        Assert.Equal(expired, Assert.IsType<QuoteVerdict.Verified>(verdict).CollateralExpired);
    }

    [Theory]
    [InlineData("2018-05-21T10:45:10Z")]
    [InlineData("2033-01-01T00:00:00Z")]
    [InlineData("2049-12-31T23:59:59Z")]
    public async Task A_cluster_does_not_expire_before_2050(string time)
    {
        var then = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);

        var verdict = new QuoteVerifier(SimulatedNode.Anchor).Verify(
            await SimulatedNode.Quote([]), Intel.IssueCollateral(then), then);

        Assert.False(Assert.IsType<QuoteVerdict.Verified>(verdict).CollateralExpired);
    }

    private static QuoteCollateral With(CollateralFault fault) =>
        Intel.IssueCollateral(SimulatedNode.Time, new() { Fault = fault });

    private static async Task<QuoteVerdict> Verdict(QuoteCollateral collateral) =>
        new QuoteVerifier(SimulatedNode.Anchor).Verify(await SimulatedNode.Quote([]), collateral, SimulatedNode.Time);

    private static RejectionReason Rejection(QuoteVerdict verdict) =>
        Assert.IsType<QuoteVerdict.Rejected>(verdict).Reason;
}
