using Sgx.Dcap;
using Sgx.Quotes;
using Sgx.Testing;
using static Sgx.Dcap.TcbStatus;

namespace Sgx.Simulation.Tests;

/// <summary>What the quote verifier says of simulated quotes of versions 4 and 5.</summary>
public sealed class TdVerificationTests
{
    private static readonly QuoteVerifier Verifier = new(SimulatedNode.Anchor);

    public static TheoryData<ushort, QuoteBodyType> TdKinds => new()
    {
        { 4, QuoteBodyType.Td10 },
        { 5, QuoteBodyType.Td10 },
        { 5, QuoteBodyType.Td15 },
    };

    [Theory]
    [MemberData(nameof(TdKinds))]
    public void A_quote_of_a_td_verifies_for_whoever_trusts_its_root(ushort version, QuoteBodyType type)
    {
        var verified = Verified(Verify(SimulatedNode.Td, version, type, new()));

        Assert.Equal(UpToDate, verified.TcbStatus);
        Assert.Empty(verified.AdvisoryIds);
        Assert.Equal((version, type), (verified.Td!.Version, verified.Td.BodyType));
        Assert.Equal(SimulatedNode.TdIdentity.MrTd.Span, verified.Td.MrTd.Span);
        Assert.Equal("said"u8, verified.Td.ReportData.Span[..4]);
        Assert.Equal(UpToDate, verified.Tcb.TdxModule?.Status);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_quote_of_an_enclave_verifies_in_every_version(ushort version)
    {
        var quote = await EnclaveQuote(version);

        var verified = Verified(Verifier.Verify(quote, SimulatedNode.Collateral, SimulatedNode.Time));

        Assert.Equal(UpToDate, verified.TcbStatus);
        Assert.Equal(version, verified.Claims.Version);
        Assert.Equal(SimulatedNode.Application.Identity.MrEnclave, verified.Enclave!.MrEnclave);
    }

    [Theory]
    [InlineData(UpToDate)]
    [InlineData(SWHardeningNeeded)]
    [InlineData(ConfigurationNeeded)]
    [InlineData(ConfigurationAndSWHardeningNeeded)]
    [InlineData(OutOfDate)]
    [InlineData(OutOfDateConfigurationNeeded)]
    public void The_platform_has_the_status_that_intel_was_told_to_give(TcbStatus status) => Assert.All(
        TdKinds, kind => Assert.Equal(
            status, Status(SimulatedNode.Td, kind.Data.Item1, kind.Data.Item2, new() { PlatformStatus = status })));

    [Theory]
    [InlineData(UpToDate, OutOfDate)]
    [InlineData(SWHardeningNeeded, OutOfDate)]
    [InlineData(ConfigurationNeeded, OutOfDateConfigurationNeeded)]
    [InlineData(ConfigurationAndSWHardeningNeeded, OutOfDateConfigurationNeeded)]
    [InlineData(OutOfDateConfigurationNeeded, OutOfDateConfigurationNeeded)]
    public void An_outdated_quoting_enclave_or_module_outdates_the_platform(TcbStatus platform, TcbStatus expected) =>
        Assert.All(TdKinds, kind =>
        {
            var (version, type) = kind.Data;
            CollateralOptions good = new() { PlatformStatus = platform };
            Assert.Equal(
                expected, Status(SimulatedNode.Td, version, type, good with { QuotingEnclaveStatus = OutOfDate }));
            Assert.Equal(
                expected, Status(SimulatedNode.Td, version, type, good with { TdxModuleStatus = OutOfDate }));
        });

    [Theory]
    [MemberData(nameof(TdKinds))]
    public void A_revoked_part_makes_it_rejected(ushort version, QuoteBodyType type) => Assert.All(
        (CollateralOptions[])
        [
            new() { PlatformStatus = Revoked },
            new() { QuotingEnclaveStatus = Revoked },
            new() { TdxModuleStatus = Revoked },
        ],
        options => Assert.Equal(
            RejectionReason.TcbRevoked, Reason(Verify(SimulatedNode.Td, version, type, options))));

    [Theory]
    [InlineData(CollateralFault.RevokedPck, RejectionReason.PckRevoked)]
    [InlineData(CollateralFault.WrongQeIdentity, RejectionReason.QeIdentityMismatch)]
    [InlineData(CollateralFault.WrongTdxModule, RejectionReason.TdxModuleMismatch)]
    public void A_fault_is_found(CollateralFault fault, RejectionReason reason) => Assert.All(TdKinds, kind =>
        Assert.Equal(
            reason, Reason(Verify(SimulatedNode.Td, kind.Data.Item1, kind.Data.Item2, new() { Fault = fault }))));

    [Theory]
    [MemberData(nameof(TdKinds))]
    public void A_newer_tcb_makes_the_platform_out_of_date(ushort version, QuoteBodyType type) => Assert.Equal(
        OutOfDate, Status(SimulatedNode.Td, version, type, new() { Fault = CollateralFault.OutdatedTcb }));

    [Theory]
    [MemberData(nameof(TdKinds))]
    public void Expired_collateral_is_told(ushort version, QuoteBodyType type) => Assert.True(Verified(Verify(
        SimulatedNode.Td, version, type, new() { Fault = CollateralFault.ExpiredCollateral })).CollateralExpired);

    // Module, its version, microcode: launched under an older module, under older microcode, or under both.
    [Theory]
    [InlineData("040102")]
    [InlineData("050101")]
    [InlineData("040101")]
    [InlineData("000100")]
    public void A_td_that_was_launched_under_an_older_tcb_is_to_be_launched_anew(string launch)
    {
        var td = Launched(launch);
        CollateralOptions configured = new() { PlatformStatus = ConfigurationNeeded };

        Assert.Equal(OutOfDate, Status(td, 4, QuoteBodyType.Td10, new()));
        Assert.Equal(TDRelaunchAdvised, Status(td, 5, QuoteBodyType.Td15, new()));
        Assert.Equal(
            TDRelaunchAdvisedConfigurationNeeded, Status(td, 5, QuoteBodyType.Td15, configured));
        Assert.Equal(OutOfDate, Status(td, 5, QuoteBodyType.Td15, new() { Fault = CollateralFault.OutdatedTcb }));
    }

    [Fact]
    public void The_verdict_tells_launch_and_present_apart()
    {
        var tcb = Verified(Verify(Launched("040102"), 5, QuoteBodyType.Td15, new())).Tcb;

        Assert.Equal((OutOfDate, UpToDate), (tcb.Launch?.Status, tcb.Current?.Status));
    }

    // A TD may have been moved to a machine that is older than the one where it was launched.
    [Fact]
    public void A_td_that_was_launched_under_a_newer_tcb_is_as_good_as_its_launch() =>
        Assert.Equal(UpToDate, Status(Launched("060103"), 5, QuoteBodyType.Td15, new()));

    [Theory]
    [InlineData("050002")]
    [InlineData("031102")]
    [InlineData("ff01ff")]
    [InlineData("000000")]
    public void Whatever_its_tdx_the_platform_is_up_to_date(string tdx)
    {
        using var platform = new SimulatedPlatform(SimulatedNode.Options with { Tdx = TdxTcb.Parse(tdx) });
        var report = new SimulatedTd(SimulatedNode.TdIdentity, platform.Options.Tdx).CreateReport([]);
        var collateral = platform.Intel.IssueCollateral(SimulatedNode.Time, new() { Tee = TeeType.Tdx });

        var verdict = Verifier.Verify(
            platform.QuoteTd(report, 5, QuoteBodyType.Td15), collateral, SimulatedNode.Time);

        Assert.Equal(UpToDate, Verified(verdict).TcbStatus);
    }

    [Fact]
    public void A_module_that_is_judged_with_the_platform_can_be_out_of_date_too()
    {
        using var platform = new SimulatedPlatform(SimulatedNode.Options with { Tdx = new(5, 0, 2) });
        var td = new SimulatedTd(SimulatedNode.TdIdentity with { LaunchTcb = new(4, 0, 2) }, platform.Options.Tdx);
        var collateral = platform.Intel.IssueCollateral(SimulatedNode.Time, new() { Tee = TeeType.Tdx });

        var verdict = Verifier.Verify(
            platform.QuoteTd(td.CreateReport([]), 5, QuoteBodyType.Td15), collateral, SimulatedNode.Time);

        Assert.Equal(TDRelaunchAdvised, Verified(verdict).TcbStatus);
    }

    [Fact]
    public void A_debug_td_is_told()
    {
        var td = new SimulatedTd(
            SimulatedNode.TdIdentity with { Attributes = TdAttributes.Debug }, SimulatedNode.Options.Tdx);

        Assert.True(Verified(Verify(td, 4, QuoteBodyType.Td10, new())).Claims.IsDebug);
    }

    [Fact]
    public async Task Collateral_of_the_other_tee_does_not_do()
    {
        var td = SimulatedNode.Platform.QuoteTd(SimulatedNode.Td.CreateReport([]));

        Assert.Equal(
            RejectionReason.TcbInfoMismatch,
            Reason(Verifier.Verify(td, SimulatedNode.Collateral, SimulatedNode.Time)));
        Assert.Equal(
            RejectionReason.TcbInfoMismatch,
            Reason(Verifier.Verify(await EnclaveQuote(4), SimulatedNode.TdCollateral, SimulatedNode.Time)));
    }

    [Theory]
    [InlineData(UpToDate)]
    [InlineData(SWHardeningNeeded)]
    [InlineData(OutOfDateConfigurationNeeded)]
    public async Task Tcb_info_of_version_2_says_the_same(TcbStatus status)
    {
        var collateral = SimulatedNode.Platform.Intel.IssueCollateral(
            SimulatedNode.Time, new() { TcbInfoVersion = 2, PlatformStatus = status });

        Assert.Equal(status, Verified(
            Verifier.Verify(await EnclaveQuote(3), collateral, SimulatedNode.Time)).TcbStatus);
    }

    [Theory]
    [InlineData(OutOfDate)]
    [InlineData(Revoked)]
    public async Task The_quoting_enclave_of_enclaves_has_a_status_too(TcbStatus status)
    {
        var collateral = SimulatedNode.Platform.Intel.IssueCollateral(
            SimulatedNode.Time, new() { QuotingEnclaveStatus = status });

        var verdict = Verifier.Verify(await EnclaveQuote(3), collateral, SimulatedNode.Time);

        if (status is Revoked)
            Assert.Equal(RejectionReason.TcbRevoked, Reason(verdict));
        else
            Assert.Equal(status, Verified(verdict).TcbStatus);
    }

    private static SimulatedTd Launched(string tcb) => new(
        SimulatedNode.TdIdentity with { LaunchTcb = TdxTcb.Parse(tcb) }, SimulatedNode.Options.Tdx);

    private static TcbStatus Status(SimulatedTd td, ushort version, QuoteBodyType type, CollateralOptions options) =>
        Verified(Verify(td, version, type, options)).TcbStatus;

    private static QuoteVerdict Verify(SimulatedTd td, ushort version, QuoteBodyType type, CollateralOptions options)
    {
        var quote = SimulatedNode.Platform.QuoteTd(td.CreateReport("said"u8), version, type);
        var collateral = SimulatedNode.Platform.Intel.IssueCollateral(
            SimulatedNode.Time, options with { Tee = TeeType.Tdx });
        return Verifier.Verify(quote, collateral, SimulatedNode.Time);
    }

    private static async Task<Quote> EnclaveQuote(ushort version)
    {
        var enclave = await SimulatedNode.Platform.Initialize(AttestationKeyId.EcdsaP256, default);
        var report = SimulatedNode.Application.CreateReport(enclave.TargetInfo, "said"u8);
        return SimulatedNode.Platform.QuoteEnclave(report, version);
    }

    private static QuoteVerdict.Verified Verified(QuoteVerdict verdict) =>
        Assert.IsType<QuoteVerdict.Verified>(verdict);

    private static RejectionReason Reason(QuoteVerdict verdict) =>
        Assert.IsType<QuoteVerdict.Rejected>(verdict).Reason;
}
