using Sgx.Dcap;
using Sgx.Dcap.Collateral;
using Sgx.Quotes;

namespace Sgx.Fuzz.Targets;

/// <summary>One part of the collateral, which the first byte chooses: read, then verified among good ones.</summary>
/// <remarks>
/// The parser comes first and alone, since nothing that a fuzzer changes gets past the signatures of a verification.
/// </remarks>
internal sealed class CollateralTarget : IFuzzTarget
{
    private readonly QuoteVerifier _verifier = new(SimulatedNode.Anchor);
    private readonly QuoteVerdict.Verified _genuine;
    private readonly QuoteVerdict.Verified _genuineTd;

    public CollateralTarget() => (_genuine, _genuineTd) = (
        Genuine(SimulatedNode.Quotes[0], SimulatedNode.Collateral),
        Genuine(SimulatedNode.Quotes[^1], SimulatedNode.TdCollateral));

    public string Name => "collateral";

    public IEnumerable<Seed> Seeds =>
        CollateralPart.All.Select((part, i) => new Seed(part.Name, [(byte)i, .. part.Good.Span]));

    public Outcome Take(ReadOnlyMemory<byte> input)
    {
        if (input.IsEmpty)
            return Outcome.Refused;
        var part = CollateralPart.All[input.Span[0] % CollateralPart.All.Count];
        var bytes = input[1..];
        var outcome = Read(part, bytes);
        if (part.Replace is not { } replace)
            return outcome;
        return part.IsOfTdx
            ? Judge(Verify(SimulatedNode.Quotes[^1], replace(SimulatedNode.TdCollateral, bytes)), _genuineTd)
            : Judge(Verify(SimulatedNode.Quotes[0], replace(SimulatedNode.Collateral, bytes)), _genuine);
    }

    private static Outcome Read(CollateralPart part, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            part.Read(bytes);
            return Outcome.Taken;
        }
        catch (Exception e) when (e is SgxFormatException or QuoteRejectedException)
        {
            return Outcome.Refused;
        }
    }

    private QuoteVerdict.Verified Genuine(Quote quote, QuoteCollateral collateral) =>
        Verify(quote, collateral) as QuoteVerdict.Verified
            ?? throw new InvalidOperationException("a simulated quote does not verify");

    private QuoteVerdict Verify(Quote quote, QuoteCollateral collateral) =>
        _verifier.Verify(quote, collateral, SimulatedNode.Time);

    // Bytes around what is signed may change; the word that is believed may not.
    private static Outcome Judge(QuoteVerdict verdict, QuoteVerdict.Verified genuine)
    {
        if (verdict is not QuoteVerdict.Verified verified)
            return Outcome.Refused;
        FindingException.Unless(
            verified.TcbStatus == genuine.TcbStatus && verified.TcbDate == genuine.TcbDate
                && verified.CollateralExpired == genuine.CollateralExpired,
            "collateral is forged");
        return Outcome.Taken;
    }
}
