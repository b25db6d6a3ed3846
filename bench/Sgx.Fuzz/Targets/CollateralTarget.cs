using Sgx.Dcap;
using Sgx.Dcap.Collateral;

namespace Sgx.Fuzz.Targets;

/// <summary>One part of the collateral, which the first byte chooses: read, then verified among good ones.</summary>
/// <remarks>
/// The parser comes first and alone, since nothing that a fuzzer changes gets past the signatures of a verification.
/// </remarks>
internal sealed class CollateralTarget : IFuzzTarget
{
    private readonly QuoteVerifier _verifier = new(SimulatedNode.Anchor);
    private readonly QuoteVerdict.Verified _genuine;

    public CollateralTarget() => _genuine = Verify(SimulatedNode.Collateral) as QuoteVerdict.Verified
        ?? throw new InvalidOperationException("the simulated quote does not verify");

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
        return part.Replace is { } replace ? Judge(Verify(replace(SimulatedNode.Collateral, bytes))) : outcome;
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

    private QuoteVerdict Verify(QuoteCollateral collateral) =>
        _verifier.Verify(SimulatedNode.Quote, collateral, SimulatedNode.Time);

    // Bytes around what is signed may change; the word that is believed may not.
    private Outcome Judge(QuoteVerdict verdict)
    {
        if (verdict is not QuoteVerdict.Verified verified)
            return Outcome.Refused;
        FindingException.Unless(
            verified.TcbStatus == _genuine.TcbStatus && verified.TcbDate == _genuine.TcbDate
                && verified.CollateralExpired == _genuine.CollateralExpired,
            "collateral is forged");
        return Outcome.Taken;
    }
}
