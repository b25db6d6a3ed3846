using System.Text;
using Sgx.Dcap;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Dcap.Policy;
using Sgx.Quotes;

namespace Sgx.Fuzz.Targets;

/// <summary>A quote, of any version, read and then verified against good collateral, prepared and not.</summary>
internal sealed class QuoteTarget : IFuzzTarget
{
    private readonly QuoteVerifier _verifier = new(SimulatedNode.Anchor);
    private readonly QuoteVerifier _intel = new(TrustAnchor.Intel);
    private readonly QuoteCollateral _collateral =
        WithPck(SimulatedNode.Collateral, SimulatedNode.Platform.Intel.PckChainPem);

    private readonly QuoteCollateral _tdCollateral = WithPck(SimulatedNode.TdCollateral, OddQuotes.PckLeafPem);
    private readonly PreparedCollateral _prepared;
    private readonly PreparedCollateral _tdPrepared;

    public QuoteTarget() =>
        (_prepared, _tdPrepared) = (_verifier.Prepare(_collateral), _verifier.Prepare(_tdCollateral));

    public string Name => "quote";

    public IEnumerable<Seed> Seeds =>
    [
        .. SimulatedNode.Quotes.Select(quote => new Seed($"v{quote.Version}-{quote.BodyType}", quote.Bytes.ToArray())),
        .. OddQuotes.All.Select(quote => new Seed($"{quote.Signature.CertificationData.Type}", quote.Bytes.ToArray())),
        new("padded", [.. SimulatedNode.Quote.Bytes.Span, .. new byte[64]]),
    ];

    public Outcome Take(ReadOnlyMemory<byte> input)
    {
        if (ParserTrial.Run(input, bytes => Quote.Parse(bytes.Span)) is Outcome.Refused)
            return Outcome.Refused;
        var quote = Quote.Parse(input.Span);
        RequireWhole(quote, input.Span);
        return Judge(quote);
    }

    private static void RequireWhole(Quote quote, ReadOnlySpan<byte> input)
    {
        FindingException.Unless(Quote.LengthOf(input) == quote.Bytes.Length, "a quote has two lengths");
        FindingException.Unless(
            OddQuotes.Reassemble(quote).Bytes.Span.SequenceEqual(quote.Bytes.Span), "a quote's parts make another");
        _ = QuoteClaims.Of(quote);
        _ = PckCertificate.SaysSimulated(quote);
        _ = ParserTrial.Run(quote.Bytes, _ => ReadPpid(quote));
        _ = ParserTrial.Run(quote.Bytes, _ => CollateralKey.Of(quote));
        _ = ParserTrial.Run(quote.Bytes, _ => PlatformCertificate.In(quote));
    }

    private static void ReadPpid(Quote quote)
    {
        var ppid = new PpidCertification(quote.Signature.CertificationData);
        FindingException.Unless(ppid.Ppid.Length + ppid.CpuSvn.Length > 0, "a PPID is nowhere");
    }

    private Outcome Judge(Quote quote)
    {
        var verdict = _verifier.Verify(quote, quote.IsTd ? _tdCollateral : _collateral, SimulatedNode.Time);
        RequireSame(quote, VerdictText.Of(verdict));
        if (verdict is QuoteVerdict.Rejected)
            return Outcome.Refused;
        FindingException.Unless(SimulatedNode.Quotes.Any(good => IsSame(good, quote)), "a quote is forged");
        RequireOwnRoot(quote);
        return Outcome.Taken;
    }

    // Another quote may have warmed it; this one has by the second time.
    private void RequireSame(Quote quote, string cold)
    {
        var prepared = quote.IsTd ? _tdPrepared : _prepared;
        for (var time = 0; time < 2; time++)
        {
            FindingException.Unless(
                VerdictText.Of(prepared.Verify(quote, SimulatedNode.Time)) == cold,
                "prepared collateral answers otherwise");
        }
    }

    private void RequireOwnRoot(Quote quote)
    {
        var verdict = _intel.Verify(quote, SimulatedNode.CollateralFor(quote), SimulatedNode.Time);
        FindingException.Unless(verdict is QuoteVerdict.Rejected, "a simulated quote counts as Intel's");
    }

    private static bool IsSame(Quote good, Quote quote) => quote.SignedBytes.SequenceEqual(good.SignedBytes);

    private static QuoteCollateral WithPck(QuoteCollateral collateral, string pem) =>
        collateral with { PckCertificateChain = Encoding.ASCII.GetBytes(pem) };
}
