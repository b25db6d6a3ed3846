using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sgx.Dcap;
using Sgx.Dcap.Collateral;
using Sgx.Dcap.RaTls;

namespace Sgx.Fuzz.Targets;

/// <summary>A peer's certificate with a quote in it: whole, or the value of the extension, signed again.</summary>
/// <remarks>Even first byte: the extension. Nothing that a fuzzer changes gets past a signature.</remarks>
internal sealed class CertificateTarget : IFuzzTarget
{
    private const string Evidence = "2.23.133.5.4.9";

    private static readonly ECDsa Key = ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256, D = SHA256.HashData("the peer's key"u8),
    });

    private static readonly ECDsa LargeKey = ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP384, D = SHA384.HashData("the peer's larger key"u8),
    });

    private readonly RaTlsVerifier _verifier = new(new(
        new GoodCollateral(), new() { MrEnclave = SimulatedNode.Application.Identity.MrEnclave }, new StoppedClock()));

    public string Name => "certificate";

    public IEnumerable<Seed> Seeds
    {
        get
        {
            using var certificate = RaTlsCertificate.Create(Key, Quote).GetAwaiter().GetResult();
            return
            [
                new("certificate", [1, .. certificate.RawData]),
                new("evidence", [0, .. certificate.Extensions[0].RawData]),
                new("certificate-of-p384", [1, .. Make(LargeKey, new() { Nonce = "fresh"u8.ToArray() })]),
                new("certificate-of-gramine", [1, .. Make(Key, new()
                {
                    Formats = new HashSet<RaTlsFormat> { RaTlsFormat.Legacy },
                })]),
                new("evidence-by-sha384", [0, .. MakeEvidence(HashAlgorithmName.SHA384)]),
                new("evidence-by-sha512", [0, .. MakeEvidence(HashAlgorithmName.SHA512)]),
            ];
        }
    }

    public Outcome Take(ReadOnlyMemory<byte> input)
    {
        if (input.IsEmpty)
            return Outcome.Refused;
        var certificate = (input.Span[0] & 1) == 0 ? Certify(input[1..].Span) : input[1..];
        if (_verifier.Verify(certificate) is not RaTlsVerdict.Accepted accepted)
            return Outcome.Refused;
        FindingException.Unless(
            accepted.PublicKey.Span.SequenceEqual(Key.ExportSubjectPublicKeyInfo())
                || accepted.PublicKey.Span.SequenceEqual(LargeKey.ExportSubjectPublicKeyInfo()),
            "a quote is of another key");
        return Outcome.Taken;
    }

    private static byte[] Make(ECDsa key, RaTlsCertificateOptions options)
    {
        using var certificate = RaTlsCertificate.Create(key, Quote, options).GetAwaiter().GetResult();
        return certificate.RawData;
    }

    private static byte[] MakeEvidence(HashAlgorithmName hash)
    {
        var claims = new EvidenceClaims { PublicKeyHash = PublicKeyHash.Of(Key.ExportSubjectPublicKeyInfo(), hash) };
        var encoded = claims.Encode();
        var made = Quote(CarriedQuote.ReportDataOf(encoded), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return new TaggedEvidence(made.Bytes, encoded).Encode();
    }

    private static ReadOnlyMemory<byte> Certify(ReadOnlySpan<byte> evidence)
    {
        var request = new CertificateRequest("CN=peer", Key, HashAlgorithmName.SHA256)
        {
            CertificateExtensions = { new X509Extension(Evidence, evidence, critical: false) },
        };
        using var certificate = request.CreateSelfSigned(SimulatedNode.Time, SimulatedNode.Time.AddDays(1));
        return certificate.RawData;
    }

    private static async ValueTask<Quotes.Quote> Quote(
        ReadOnlyMemory<byte> reportData, CancellationToken cancellation)
    {
        var id = AttestationKeyId.EcdsaP256;
        var quotingEnclave = await SimulatedNode.Platform.Initialize(id, cancellation);
        var report = SimulatedNode.Application.CreateReport(quotingEnclave.TargetInfo, reportData.Span);
        return (await SimulatedNode.Platform.GetQuote(new(report, id), cancellation)).Quote;
    }

    private sealed class GoodCollateral : ICollateralSource
    {
        private readonly PreparedCollateral _prepared =
            new QuoteVerifier(SimulatedNode.Anchor).Prepare(SimulatedNode.Collateral);

        public PreparedCollateral? Find(CollateralKey key) => _prepared;
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => SimulatedNode.Time;
    }
}
