using Sgx.Dcap.Tests.Minting;

namespace Sgx.Dcap.Tests;

public sealed class ValidityTests
{
    private static readonly MintedPlatform Good = new();

    [Fact]
    public void The_last_second_of_collateral_is_current_and_the_next_is_not()
    {
        Assert.Empty(NotCurrentAt(MintedPlatform.NextUpdate));
        Assert.Equal(
            ["PCK CRL", "QE identity", "TCB info", "root CA CRL"],
            NotCurrentAt(MintedPlatform.NextUpdate.AddSeconds(1)).Order(StringComparer.Ordinal));
        Assert.Empty(NotCurrentAt(MintedPlatform.NextUpdate.AddSeconds(0.5)));
    }

    [Fact]
    public void The_first_second_of_collateral_is_current_and_the_one_before_is_not()
    {
        Assert.Empty(NotCurrentAt(MintedPlatform.ThisUpdate));
        Assert.Equal(4, NotCurrentAt(MintedPlatform.ThisUpdate.AddSeconds(-1)).Count());
    }

    [Fact]
    public void An_expired_pck_certificate_is_reported_and_not_rejected() =>
        Assert.Equal(["PCK certificate"], NotCurrent(Good with { Pck = Good.Pck with { NotAfter = Yesterday } }));

    [Fact]
    public void A_pck_certificate_of_the_future_is_reported_and_not_rejected() =>
        Assert.Equal(["PCK certificate"], NotCurrent(Good with { Pck = Good.Pck with { NotBefore = Tomorrow } }));

    [Fact]
    public void An_expired_signing_certificate_is_reported_once_for_both_documents() =>
        Assert.Equal(
            ["TCB signing certificate"],
            NotCurrent(Good with { TcbSigning = Good.TcbSigning with { NotAfter = Yesterday } }));

    [Fact]
    public void A_document_issued_in_the_future_is_reported_and_not_rejected()
    {
        var early = MintedDocument.TcbInfo.Replace("2025-06-01", "2025-06-16");
        Assert.Equal(["TCB info"], NotCurrent(Good with { TcbInfo = early }));
    }

    private static DateTimeOffset Yesterday => MintedPlatform.Now.AddDays(-1);
    private static DateTimeOffset Tomorrow => MintedPlatform.Now.AddDays(1);

    private static IEnumerable<string> NotCurrentAt(DateTimeOffset at) =>
        Names(new QuoteVerifier(Good.Anchor).Verify(Good.Quote, Good.Collateral, at));

    private static IEnumerable<string> NotCurrent(MintedPlatform platform) => Names(platform.Verify());

    private static IEnumerable<string> Names(QuoteVerdict verdict) =>
        Assert.IsType<QuoteVerdict.Verified>(verdict).NotCurrent.Select(period => period.Name);
}
