using System.Text;
using Sgx.Dcap;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Quotes;
using Sgx.Simulation;

namespace Sgx.Fuzz.Targets;

/// <summary>One part of the collateral, which the first byte chooses: read, then verified among good ones.</summary>
/// <remarks>
/// The parser comes first and alone, since nothing that a fuzzer changes gets past the signatures of a verification.
/// </remarks>
internal sealed class CollateralTarget : IFuzzTarget
{
    // In the first byte: any issue of the root will do.
    private const int SameKey = 0x80;

    private readonly QuoteVerifier _verifier = new(SimulatedNode.Anchor);
    private readonly QuoteVerifier _sameKey = new(SimulatedNode.Anchor, RootMatching.SameKey);
    private readonly QuoteVerdict.Verified _genuine;
    private readonly QuoteVerdict.Verified _genuineTd;

    public CollateralTarget()
    {
        (_genuine, _genuineTd) = (
            Genuine(SimulatedNode.Quotes[0], SimulatedNode.Collateral),
            Genuine(SimulatedNode.Quotes[^1], SimulatedNode.TdCollateral));
        RelyingParty.MakeReady();
    }

    public string Name => "collateral";

    public IEnumerable<Seed> Seeds =>
    [
        .. CollateralPart.All.Select((part, i) => new Seed(part.Name, [(byte)i, .. part.Good.Span])),
        .. CollateralPart.All.Index().Where(part => part.Item.Replace is not null).Select(part => new Seed(
            $"{part.Item.Name}-same-key", [(byte)(SameKey | part.Index), .. part.Item.Good.Span])),
        new("pck-certificate-by-processor-ca", [PlaceOfPckCertificate(), .. ByProcessorCa()]),
    ];

    public Outcome Take(ReadOnlyMemory<byte> input)
    {
        if (input.IsEmpty)
            return Outcome.Refused;
        var first = input.Span[0];
        var part = CollateralPart.All[(first & ~SameKey) % CollateralPart.All.Count];
        var bytes = input[1..];
        var outcome = ParserTrial.Run(bytes, part.Read);
        if (part.Replace is not { } replace)
            return outcome;
        var verifier = (first & SameKey) != 0 ? _sameKey : _verifier;
        return part.IsOfTdx
            ? Judge(Verify(verifier, SimulatedNode.Quotes[^1], replace(SimulatedNode.TdCollateral, bytes)), _genuineTd)
            : Judge(Verify(verifier, SimulatedNode.Quotes[0], replace(SimulatedNode.Collateral, bytes)), _genuine);
    }

    private static byte PlaceOfPckCertificate() =>
        (byte)CollateralPart.All.TakeWhile(part => part.Name != "pck-certificate").Count();

    private static byte[] ByProcessorCa()
    {
        using var platform = new SimulatedPlatform(SimulatedNode.Platform.Options with { Ca = PckCa.Processor });
        return Pem.ReadCertificates(Encoding.ASCII.GetBytes(platform.Intel.PckChainPem), count: 3)[0];
    }

    private QuoteVerdict.Verified Genuine(Quote quote, QuoteCollateral collateral) =>
        Verify(_verifier, quote, collateral) as QuoteVerdict.Verified
            ?? throw new InvalidOperationException("a simulated quote does not verify");

    private static QuoteVerdict Verify(QuoteVerifier verifier, Quote quote, QuoteCollateral collateral) =>
        verifier.Verify(quote, collateral, SimulatedNode.Time);

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
