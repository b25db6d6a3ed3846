using System.Runtime.InteropServices;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Dcap.Tests.Minting;
using Sgx.Dcap.Verification;
using Sgx.Quotes;
using static Sgx.Dcap.RejectionReason;

namespace Sgx.Dcap.Tests;

public sealed class PreparedCollateralTests
{
    private static readonly MintedPlatform Good = new();

    [Fact]
    public void The_verdict_on_a_known_platform_is_that_on_a_new_one()
    {
        var (prepared, quote) = (Prepare(Good), Good.Quote);
        var first = Assert.IsType<QuoteVerdict.Verified>(prepared.Verify(quote, MintedPlatform.Now));
        var second = Assert.IsType<QuoteVerdict.Verified>(prepared.Verify(quote, MintedPlatform.Now));
        var cold = Assert.IsType<QuoteVerdict.Verified>(
            new QuoteVerifier(Good.Anchor).Verify(quote, Good.Collateral, MintedPlatform.Now));

        Assert.Equivalent(first, second, strict: true);
        Assert.Equivalent(first, cold, strict: true);
    }

    [Fact]
    public void Another_enclave_on_a_known_platform_has_its_own_claims()
    {
        var prepared = Prepare(Good);
        _ = prepared.Verify(Good.Quote, MintedPlatform.Now);
        var other = Good with { Attributes = EnclaveAttributes.Init | EnclaveAttributes.Debug };

        var verified = Assert.IsType<QuoteVerdict.Verified>(prepared.Verify(other.Quote, MintedPlatform.Now));
        Assert.True(verified.Claims.IsDebug);
    }

    [Fact]
    public void Time_is_asked_anew_for_a_known_platform()
    {
        var (prepared, quote) = (Prepare(Good), Good.Quote);
        Assert.False(Verified(prepared, quote, MintedPlatform.NextUpdate).CollateralExpired);
        Assert.True(Verified(prepared, quote, MintedPlatform.NextUpdate.AddSeconds(1)).CollateralExpired);
        Assert.True(Verified(prepared, quote, MintedPlatform.ThisUpdate.AddSeconds(-1)).CollateralExpired);
        Assert.False(Verified(prepared, quote, MintedPlatform.Now).CollateralExpired);
    }

    [Fact]
    public void What_one_collateral_has_proven_does_not_count_for_another()
    {
        var quote = Good.Quote;
        Assert.IsType<QuoteVerdict.Verified>(Prepare(Good).Verify(quote, MintedPlatform.Now));

        var revoked = Prepare(Good with { RevokedByCa = [Good.Pck.Serial] });
        AssertRejected(PckRevoked, revoked.Verify(quote, MintedPlatform.Now));
        AssertRejected(PckRevoked, revoked.Verify(quote, MintedPlatform.Now));
    }

    [Fact]
    public void What_becomes_of_the_bytes_served_does_not_matter()
    {
        var served = (Good with { RevokedByCa = [Good.Pck.Serial] }).Collateral;
        var parts = (Memory<byte>[])
        [
            .. typeof(QuoteCollateral).GetProperties()
                .Where(part => part.PropertyType == typeof(ReadOnlyMemory<byte>))
                .Select(part => MemoryMarshal.AsMemory((ReadOnlyMemory<byte>)part.GetValue(served)!)),
        ];
        Assert.Equal(7, parts.Length);
        var prepared = new QuoteVerifier(Good.Anchor).Prepare(served);

        Array.ForEach(parts, part => part.Span.Clear());

        AssertRejected(PckRevoked, prepared.Verify(Good.Quote, MintedPlatform.Now));
    }

    [Fact]
    public void Bad_collateral_has_a_fault_which_every_quote_is_told()
    {
        var prepared = Prepare(Good with { RevokedByRoot = [Good.TcbSigning.Serial] });

        Assert.Equal(TcbSigningCertRevoked, prepared.Fault?.Reason);
        AssertRejected(TcbSigningCertRevoked, prepared.Verify(Good.Quote, MintedPlatform.Now));
        Assert.Null(prepared.TcbInfo);
    }

    [Fact]
    public void A_bad_chain_is_the_reason_where_the_collateral_is_bad_too()
    {
        var prepared = Prepare(Good with { RevokedByRoot = [Good.TcbSigning.Serial] });
        var stranger = Good with { Pck = Good.Pck with { Forger = Good.Root.Key } };
        AssertRejected(PckInvalidIssuer, prepared.Verify(stranger.Quote, MintedPlatform.Now));
    }

    [Fact]
    public void Good_collateral_shows_its_documents()
    {
        var prepared = Prepare(Good);
        Assert.Null(prepared.Fault);
        Assert.Equal(17u, prepared.TcbInfo?.TcbEvaluationDataNumber);
        Assert.Equal("QE", prepared.QeIdentity?.Id);
    }

    [Fact]
    public async Task Many_threads_verify_against_one_collateral()
    {
        var (prepared, quote) = (Prepare(Good), Good.Quote);
        var forged = Quote.Parse(quote.Bytes.Flip(QuoteHeader.Size, 1));

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(
            () => prepared.Verify(i % 2 == 0 ? quote : forged, MintedPlatform.Now) is QuoteVerdict.Verified)));

        Assert.Equal(Enumerable.Range(0, 64).Select(i => i % 2 == 0), verdicts);
    }

    [Fact]
    public void No_more_platforms_are_kept_than_two_generations()
    {
        var platforms = new ProvenPlatforms();
        var proven = ProvenPlatform.Of(
            Good.Quote, VerifiedCollateral.Of(Good.Collateral, Good.Anchor, RootMatching.SameCertificate));
        var used = new ProvenPlatforms.Fingerprint(3, 0, 0);
        platforms.Add(used, proven);

        const int many = 10 * ProvenPlatforms.GenerationSize;
        for (var i = 1; i <= many; i++)
        {
            platforms.Add(new(3, 0, (UInt128)i), proven);
            Assert.NotNull(platforms.Find(used));
        }

        var kept = Enumerable.Range(1, many).Count(i => platforms.Find(new(3, 0, (UInt128)i)) is not null);
        Assert.InRange(kept, 1, 2 * ProvenPlatforms.GenerationSize);
    }

    private static PreparedCollateral Prepare(MintedPlatform platform) =>
        new QuoteVerifier(platform.Anchor).Prepare(platform.Collateral);

    private static QuoteVerdict.Verified Verified(PreparedCollateral prepared, Quote quote, DateTimeOffset at) =>
        Assert.IsType<QuoteVerdict.Verified>(prepared.Verify(quote, at));

    private static void AssertRejected(RejectionReason reason, QuoteVerdict verdict) =>
        Assert.Equal(reason, Assert.IsType<QuoteVerdict.Rejected>(verdict).Reason);
}
