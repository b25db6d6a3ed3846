using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
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

    // Of Intel's root: X then Y.
    private static readonly byte[] IntelsKey = Convert.FromHexString(
        "0ba9c4c0c0c86193a3fe23d6b02cda10a8bbd4e88e48b4458561a36e705525f5"
        + "67918e2edc88e40d860bd0cc4ee26aacc988e505a953558c453f6b0904ae7394");

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
        new("pck-certificate-by-processor-ca", [PlaceOf("pck-certificate"), .. ByProcessorCa()]),
        new("pck-certificate-with-intels-key", [PlaceOf("pck-certificate"), .. WithIntelsKey()]),
        new("trusted-root-with-intels-key", [PlaceOf("trusted-root"), .. Encoding.ASCII.GetBytes(
            PemEncoding.WriteString("CERTIFICATE", WithIntelsKey()))]),
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

    private static byte PlaceOf(string name) =>
        (byte)CollateralPart.All.TakeWhile(part => part.Name != name).Count();

    // Says that it is of Intel's root key, which of course has not signed it.
    private static byte[] WithIntelsKey()
    {
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256, Q = { X = IntelsKey[..32], Y = IntelsKey[32..] },
        });
        using var forger = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256, D = SHA256.HashData("who would like to be Intel"u8),
        });
        var name = new X500DistinguishedName("CN=Intel SGX Root CA");
        var request = new CertificateRequest(name, new PublicKey(key), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 1, critical: true));
        using var certificate = request.Create(
            name, X509SignatureGenerator.CreateForECDsa(forger), SimulatedNode.Time, SimulatedNode.Time.AddDays(1),
            serialNumber: [1]);
        return certificate.RawData;
    }

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
