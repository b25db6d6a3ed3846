using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Dcap.Verification;
using Sgx.Quotes;

namespace Sgx.Dcap;

/// <summary>Collateral verified once, to verify many quotes against, by all threads at the same time.</summary>
/// <remarks>
/// It never changes, whatever becomes of the bytes it was made of, and knows no time, so make a new one where the
/// collateral is fetched anew. It keeps the platforms proven lately, up to about a thousand: a quote of one of those
/// costs one signature. See docs/verification.md.
/// </remarks>
public sealed class PreparedCollateral
{
    private readonly TrustAnchor _anchor;
    private readonly RootMatching _matching;
    private readonly QuoteCollateral _served;
    private readonly VerifiedCollateral? _verified;
    private readonly ProvenPlatforms _platforms = new();

    internal PreparedCollateral(QuoteCollateral served, TrustAnchor anchor, RootMatching matching)
    {
        (_served, _anchor, _matching) = (served.ToKeep(), anchor, matching);
        try
        {
            _verified = VerifiedCollateral.Of(_served, anchor, matching);
        }
        catch (QuoteRejectedException e)
        {
            Fault = e.ToVerdict();
        }
    }

    /// <summary>Why no quote is verified against this collateral; null when it is good.</summary>
    public QuoteVerdict.Rejected? Fault { get; }

    /// <summary>The TCB info; null when the collateral is refused.</summary>
    public TcbInfo? TcbInfo => _verified?.TcbInfo;

    /// <summary>The identity of the quoting enclave; null when the collateral is refused.</summary>
    public QeIdentity? QeIdentity => _verified?.Identity;

    /// <summary>Verifies a quote as of the given time.</summary>
    /// <returns>Never anything but a verdict, however hostile the quote is.</returns>
    public QuoteVerdict Verify(Quote quote, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(quote);
        try
        {
            return _verified is null ? Blame(quote) : Decide(quote, _verified, at);
        }
        catch (QuoteRejectedException e)
        {
            return e.ToVerdict();
        }
    }

    /// <summary>Gives up all keys that were loaded, when no other quote is expected; one would load anew.</summary>
    /// <remarks>Left to the garbage collector, they cost a cold verification 3 % more.</remarks>
    internal void Unload()
    {
        _verified?.Known.Unload();
        _platforms.Unload();
    }

    /// <summary>Why a PCK certificate, alone or with its issuers, does not hold; null when it does.</summary>
    internal string? Refuse(ReadOnlyMemory<byte> pck, DateTimeOffset at)
    {
        if (_verified is null)
            return $"{Fault!.Reason}: {Fault.Detail}";
        try
        {
            var stale = ProvenPlatform.RequireGood(pck, _verified, at).FirstOrDefault();
            return stale is null ? null : $"{stale.Name} holds from {stale.From:u} until {stale.Until:u}";
        }
        catch (QuoteRejectedException e)
        {
            return $"{e.Reason}: {e.Message}";
        }
    }

    private QuoteVerdict.Verified Decide(Quote quote, VerifiedCollateral by, DateTimeOffset at)
    {
        // 4: the quote is one that Intel's quoting enclaves make, and the collateral is about its kind.
        quote.RequireIntel();
        quote.RequireKindOf(by.TcbInfo);

        // 5-8: its platform vouches for its quoting enclave, and that for its attestation key.
        var platform = Prove(quote, by);
        by.Identity.RequireId(quote.QuotingEnclaveId());

        // 9: the attestation key vouches for the enclave or the TD.
        quote.RequireSignedBy(platform.AttestationKey);

        // 10: how well patched all of that is.
        var tcb = quote.IsTd
            ? TcbEvaluation.OfTd(by.TcbInfo, platform, quote.TdBody)
            : TcbEvaluation.OfEnclave(by.TcbInfo, platform);

        // 11: what was not current at the time, which is not a reason to reject.
        return Vouch(quote, platform, tcb, at);
    }

    // What was proven once about these very bytes is not proven again.
    private ProvenPlatform Prove(Quote quote, VerifiedCollateral by)
    {
        var fingerprint = ProvenPlatforms.Fingerprint.Of(quote);
        if (_platforms.Find(fingerprint) is { } known)
            return known;
        var proven = ProvenPlatform.Of(quote, by);
        _platforms.Add(fingerprint, proven);
        return proven;
    }

    // Intel's library looks at the PCK chain first, so where both are bad, that is the reason.
    private QuoteVerdict.Rejected Blame(Quote quote)
    {
        quote.RequireIntel();
        var known = new KnownCertificates(_anchor.Certificate);
        var chain = PckChain.Of(quote, _served, known).Verify(known);
        chain.RequireRoot(_anchor.Accepts(chain.Root, _matching));
        return Fault!;
    }

    private static QuoteVerdict.Verified Vouch(
        Quote quote, ProvenPlatform platform, TcbAssessment tcb, DateTimeOffset at) => new()
        {
            Claims = QuoteClaims.Of(quote),
            TcbStatus = tcb.Overall.Status,
            TcbDate = tcb.Overall.Date,
            AdvisoryIds = tcb.Overall.AdvisoryIds,
            Tcb = tcb,
            Fmspc = platform.Fmspc,
            PceId = platform.PceId,
            Root = platform.Root,
            Supplemental = platform.Supplemental,
            Time = at,
            NotCurrent = platform.NotCurrentAt(at),
        };
}
