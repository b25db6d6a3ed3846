using System.Security.Cryptography;
using System.Text;
using Sgx.Dcap;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Quotes;
using Sgx.Simulation;

namespace Sgx.Bench.Verification;

/// <summary>A quote of a simulated node and all that its verification takes.</summary>
internal sealed class Subject
{
    private readonly Quote _quote;

    private Subject(SimulatedPlatform platform, Quote quote)
    {
        (_quote, Now) = (quote, DateTimeOffset.UtcNow);
        Collateral = platform.Intel.IssueCollateral(Now);
        Verifier = new(TrustAnchor.FromPem(platform.Intel.TrustedRootPem));
    }

    public DateTimeOffset Now { get; }
    public QuoteCollateral Collateral { get; }
    public QuoteVerifier Verifier { get; }
    public Quote Quote => _quote;

    public static async Task<Subject> Create()
    {
        var platform = new SimulatedPlatform(new() { Seed = SHA256.HashData("a benchmark"u8) });
        var application = new SimulatedEnclave(
            new() { MrEnclave = new(new byte[Measurement.Size]), MrSigner = new(new byte[Measurement.Size]) },
            new SimulatedCpu());
        var key = AttestationKeyId.EcdsaP256;
        var info = await platform.Initialize(key, CancellationToken.None);
        var report = application.CreateReport(info.TargetInfo, "a benchmark"u8);
        return new(platform, (await platform.GetQuote(new(report, key), CancellationToken.None)).Quote);
    }

    /// <summary>
    /// The same quote, whose chain is written in another way for each number: to a verifier, another platform.
    /// </summary>
    public Quote Stranger(int number)
    {
        var signature = _quote.Signature;
        var data = signature.CertificationData;
        var pem = Encoding.ASCII.GetString(data.Bytes.Span).TrimEnd('\0');
        var lines = string.Concat(Convert.ToString(number, 2).Select(bit => bit == '1' ? "\r\n" : "\n"));
        return Quote.Assemble(new()
        {
            SignedBytes = _quote.SignedBytes.ToArray(),
            Signature = signature.Signature.ToArray(),
            AttestationKey = signature.AttestationKey.ToArray(),
            QeReport = signature.QeReport.Bytes.ToArray(),
            QeReportSignature = signature.QeReportSignature.ToArray(),
            AuthenticationData = signature.AuthenticationData,
            CertificationData = new(data.Type, Encoding.ASCII.GetBytes(pem + lines)),
        });
    }

    /// <summary>One bare verification of as many bytes as a quote signs, by a key that is kept.</summary>
    public static Action BareVerification()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var data = new byte[QuoteHeader.Size + ReportBody.Size];
        var signature = key.SignData(data, HashAlgorithmName.SHA256);
        return () => Require(key.VerifyData(data, signature, HashAlgorithmName.SHA256));
    }

    /// <exception cref="BenchException">What was measured is no verification.</exception>
    public static void Require(bool holds)
    {
        if (!holds)
            throw new BenchException("a good quote is not verified");
    }

    public static void Require(QuoteVerdict verdict) => Require(verdict is QuoteVerdict.Verified);
}
