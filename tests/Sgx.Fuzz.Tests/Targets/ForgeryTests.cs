using Sgx.Dcap;
using Sgx.Fuzz.Targets;
using Sgx.Quotes;
using Sgx.Simulation;

namespace Sgx.Fuzz.Tests.Targets;

/// <summary>What verifies but says another thing than the good one: only somebody with the keys can make it.</summary>
public sealed class ForgeryTests
{
    [Fact]
    public async Task A_genuine_quote_of_another_report_counts_as_forged()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var enclave = await SimulatedNode.Platform.Initialize(AttestationKeyId.EcdsaP256, cancellation);
        var report = SimulatedNode.Application.CreateReport(enclave.TargetInfo, "said otherwise"u8);
        var response = await SimulatedNode.Platform.GetQuote(new(report, AttestationKeyId.EcdsaP256), cancellation);

        Assert.Throws<FindingException>(() => new QuoteTarget().Take(response.Quote.Bytes));
    }

    [Fact]
    public void A_genuine_quote_of_another_td_counts_as_forged()
    {
        var report = new SimulatedTd(new() { MrTd = new byte[48] }, SimulatedNode.Platform.Options.Tdx).CreateReport([]);

        Assert.Throws<FindingException>(() => new QuoteTarget().Take(SimulatedNode.Platform.QuoteTd(report).Bytes));
    }

    [Fact]
    public void Genuine_TCB_info_of_TDX_of_another_status_counts_as_forged()
    {
        var other = SimulatedNode.Platform.Intel.IssueCollateral(
            SimulatedNode.Time, new() { Tee = TeeType.Tdx, TdxModuleStatus = TcbStatus.OutOfDate });
        var place = CollateralPart.All.TakeWhile(part => part.Name != "tdx-tcb-info").Count();

        byte[] input = [(byte)place, .. other.TcbInfo.Span];
        Assert.Throws<FindingException>(() => new CollateralTarget().Take(input));
    }

    [Fact]
    public void Genuine_TCB_info_of_another_status_counts_as_forged()
    {
        var other = SimulatedNode.Platform.Intel.IssueCollateral(
            SimulatedNode.Time, new() { PlatformStatus = TcbStatus.OutOfDate });
        var place = CollateralPart.All.TakeWhile(part => part.Name != "tcb-info").Count();

        byte[] input = [(byte)place, .. other.TcbInfo.Span];
        Assert.Throws<FindingException>(() => new CollateralTarget().Take(input));
    }
}
