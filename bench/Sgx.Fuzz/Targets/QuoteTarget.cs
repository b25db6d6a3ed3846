using Sgx.Dcap;
using Sgx.Quotes;

namespace Sgx.Fuzz.Targets;

/// <summary>A quote, of any version, read and then verified against good collateral.</summary>
internal sealed class QuoteTarget : IFuzzTarget
{
    private readonly QuoteVerifier _verifier = new(SimulatedNode.Anchor);

    public string Name => "quote";

    public IEnumerable<Seed> Seeds =>
    [
        .. SimulatedNode.Quotes.Select(quote => new Seed($"v{quote.Version}-{quote.BodyType}", quote.Bytes.ToArray())),
        new("padded", [.. SimulatedNode.Quote.Bytes.Span, .. new byte[64]]),
    ];

    public Outcome Take(ReadOnlyMemory<byte> input)
    {
        if (ParseOrNull(input.Span) is not { } quote)
            return Outcome.Refused;
        FindingException.Unless(Quote.LengthOf(input.Span) == quote.Bytes.Length, "a quote has two lengths");
        var verdict = _verifier.Verify(quote, SimulatedNode.CollateralFor(quote), SimulatedNode.Time);
        if (verdict is QuoteVerdict.Rejected)
            return Outcome.Refused;
        FindingException.Unless(SimulatedNode.Quotes.Any(good => IsSame(good, quote)), "a quote is forged");
        return Outcome.Taken;
    }

    private static bool IsSame(Quote good, Quote quote) => quote.SignedBytes.SequenceEqual(good.SignedBytes);

    private static Quote? ParseOrNull(ReadOnlySpan<byte> input)
    {
        try
        {
            return Quote.Parse(input);
        }
        catch (SgxFormatException)
        {
            return null;
        }
    }
}
